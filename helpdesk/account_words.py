"""Words of the sign-in pages that django-allauth says otherwise in Turkish.

Naming them here collects them for our catalogue, which comes before the library's own: one word for each thing,
capitals as in a sentence, and the same courtesy as on every other page.
"""

from django.utils.translation import gettext_noop as _

WORDS = [
    _("Activate"),
    _("Activate Authenticator App"),
    _("An authenticator app is not active."),
    _("Are you sure?"),
    _("Are you sure you want to sign out?"),
    _("Authentication using an authenticator app is active."),
    _("Authenticator App"),
    _("Authenticator code"),
    _("Authenticator secret"),
    _("Cancel"),
    _("Change Password"),
    _("Confirm Access"),
    _("Current Password"),
    _("Deactivate"),
    _("Deactivate Authenticator App"),
    _("Download codes"),
    _("Enter an authenticator code:"),
    _("Enter your password:"),
    _("Generate new codes"),
    _("I have saved my recovery codes"),
    _("Incorrect password."),
    _("New Password"),
    _("New Password (again)"),
    _("Please reauthenticate to safeguard your account."),
    _("Please type your current password."),
    _("Recovery Codes"),
    _("Remember Me"),
    _("Sign In"),
    _("Sign Out"),
    _("The email address and/or password you specified are not correct."),
    _("The username and/or password you specified are not correct."),
    _("Two-Factor Authentication"),
    _("Use your password"),
    _("View"),
    _("You are about to deactivate authenticator app based authentication. Are you sure?"),
    _("You must type the same password each time."),
    _("Your account is protected by two-factor authentication. Please enter an authenticator code:"),
    _("Your password is now changed."),
]
