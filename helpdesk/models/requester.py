"""Who asks: a person, and the organisation they ask for."""

from django.db import models
from django.utils.translation import gettext_lazy as _

ABROAD = "abroad"
PROVINCES = """
Adana Adıyaman Afyonkarahisar Ağrı Aksaray Amasya Ankara Antalya Ardahan Artvin Aydın Balıkesir Bartın Batman Bayburt
Bilecik Bingöl Bitlis Bolu Burdur Bursa Çanakkale Çankırı Çorum Denizli Diyarbakır Düzce Edirne Elazığ Erzincan Erzurum
Eskişehir Gaziantep Giresun Gümüşhane Hakkâri Hatay Iğdır Isparta İstanbul İzmir Kahramanmaraş Karabük Karaman Kars
Kastamonu Kayseri Kırıkkale Kırklareli Kırşehir Kilis Kocaeli Konya Kütahya Malatya Manisa Mardin Mersin Muğla Muş
Nevşehir Niğde Ordu Osmaniye Rize Sakarya Samsun Siirt Sinop Sivas Şanlıurfa Şırnak Tekirdağ Tokat Trabzon Tunceli Uşak
Van Yalova Yozgat Zonguldak
"""


class LegalForm(models.TextChoices):
    ASSOCIATION = "association", _("Association")
    FOUNDATION = "foundation", _("Foundation")
    FEDERATION = "federation", _("Federation or confederation")
    COOPERATIVE = "cooperative", _("Cooperative")
    INITIATIVE = "initiative", _("Initiative or platform without legal personality")
    OTHER = "other", _("Other")


class Activity(models.TextChoices):
    RIGHTS = "rights", _("Human rights and democracy")
    WOMEN = "women", _("Women and gender equality")
    CHILDREN = "children", _("Children and youth")
    DISABILITY = "disability", _("Disability")
    MIGRATION = "migration", _("Refugees and migration")
    POVERTY = "poverty", _("Poverty and social services")
    DISASTERS = "disasters", _("Disasters and humanitarian aid")
    EDUCATION = "education", _("Education and research")
    HEALTH = "health", _("Health")
    ENVIRONMENT = "environment", _("Environment and climate")
    ANIMALS = "animals", _("Animals")
    CULTURE = "culture", _("Culture and arts")
    SPORT = "sport", _("Sport and leisure")
    DEVELOPMENT = "development", _("Local and rural development")
    ECONOMY = "economy", _("Work, trade and solidarity economy")
    CAPACITY = "capacity", _("Support for civil society")
    OTHER = "other", _("Other")


class Requester(models.Model):
    """What a ticket knows of who asks. Everything but the way to answer them is theirs to leave out."""

    requester_name = models.CharField(_("name"), max_length=120, blank=True)
    requester_email = models.EmailField(_("email"), blank=True)
    requester_phone = models.CharField(_("phone"), max_length=40, blank=True)
    organisation = models.CharField(_("organisation"), max_length=200, blank=True)
    organisation_key = models.CharField(
        max_length=200, blank=True, editable=False, help_text="The organisation's name, folded: found however written."
    )
    legal_form = models.CharField(_("legal form"), max_length=60, choices=LegalForm, blank=True)
    province = models.CharField(_("province"), max_length=60, blank=True)
    country = models.CharField(_("country"), max_length=2, blank=True)
    activity = models.CharField(_("field of activity"), max_length=20, choices=Activity, blank=True)

    # What requesters say of themselves and of their organisation.
    DETAILS = ("requester_name", "organisation", "legal_form", "province", "country", "activity")

    class Meta:
        abstract = True

    def is_from_same_requester(self, other: "Requester") -> bool:
        mine, theirs = self.requester_email.casefold(), other.requester_email.casefold()
        return bool(mine) and mine == theirs
