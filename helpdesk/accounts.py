from allauth.account.adapter import DefaultAccountAdapter


class StaffOnly(DefaultAccountAdapter):
    """Accounts are for the desk and are made by an administrator; requesters need none."""

    def is_open_for_signup(self, request):
        return False
