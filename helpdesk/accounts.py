from allauth.account.adapter import DefaultAccountAdapter


class StaffOnly(DefaultAccountAdapter):
    """Accounts are for the desk and are made by an administrator; requesters need none."""

    def is_open_for_signup(self, request):
        return False

    def authenticate(self, request, **credentials):
        # Whoever was deactivated is answered like somebody we never knew.
        user = super().authenticate(request, **credentials)
        return user if user and user.is_active else None
