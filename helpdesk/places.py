"""Provinces and countries as choices, in the reader's language and its order."""

from django.utils.translation import gettext as _

from knowledge.languages import Language, current_language

from .models.requester import ABROAD, PROVINCES

# By ISO code: where those who ask from abroad come from, in Turkish and in English.
COUNTRIES = {
    code: tuple(names.split("/"))
    for code, names in (
        line.split(maxsplit=1)
        for line in """
        AL Arnavutluk/Albania
        AM Ermenistan/Armenia
        AT Avusturya/Austria
        AZ Azerbaycan/Azerbaijan
        BA Bosna-Hersek/Bosnia and Herzegovina
        BE Belçika/Belgium
        BG Bulgaristan/Bulgaria
        CA Kanada/Canada
        CH İsviçre/Switzerland
        CY Kıbrıs/Cyprus
        CZ Çekya/Czechia
        DE Almanya/Germany
        DK Danimarka/Denmark
        EE Estonya/Estonia
        EG Mısır/Egypt
        ES İspanya/Spain
        FI Finlandiya/Finland
        FR Fransa/France
        GB Birleşik Krallık/United Kingdom
        GE Gürcistan/Georgia
        GR Yunanistan/Greece
        HR Hırvatistan/Croatia
        HU Macaristan/Hungary
        IE İrlanda/Ireland
        IQ Irak/Iraq
        IR İran/Iran
        IS İzlanda/Iceland
        IT İtalya/Italy
        JO Ürdün/Jordan
        KG Kırgızistan/Kyrgyzstan
        KZ Kazakistan/Kazakhstan
        LB Lübnan/Lebanon
        LT Litvanya/Lithuania
        LU Lüksemburg/Luxembourg
        LV Letonya/Latvia
        MD Moldova/Moldova
        ME Karadağ/Montenegro
        MK Kuzey Makedonya/North Macedonia
        MT Malta/Malta
        NL Hollanda/Netherlands
        NO Norveç/Norway
        PL Polonya/Poland
        PS Filistin/Palestine
        PT Portekiz/Portugal
        RO Romanya/Romania
        RS Sırbistan/Serbia
        RU Rusya/Russia
        SE İsveç/Sweden
        SI Slovenya/Slovenia
        SK Slovakya/Slovakia
        SY Suriye/Syria
        TM Türkmenistan/Turkmenistan
        TN Tunus/Tunisia
        TR Türkiye/Türkiye
        UA Ukrayna/Ukraine
        US Amerika Birleşik Devletleri/United States
        UZ Özbekistan/Uzbekistan
        XK Kosova/Kosovo
        """.strip().splitlines()
    )
}
ELSEWHERE = "ZZ"
TURKISH_ORDER = {letter: place for place, letter in enumerate("aâbcçdefgğhıiîjklmnoöpqrsştuüûvwxyz")}


def countries() -> list[tuple[str, str]]:
    named = sorted(((code, country(code)) for code in COUNTRIES), key=lambda pair: _order(pair[1]))
    return [("", _("Choose, if you like")), *named, (ELSEWHERE, country(ELSEWHERE))]


def provinces() -> list[tuple[str, str]]:
    abroad = (ABROAD, province(ABROAD))
    return [("", _("Choose, if you like")), abroad, *((name, name) for name in PROVINCES.split())]


def country(code: str) -> str:
    if code == ELSEWHERE:
        return _("Another country")
    turkish, english = COUNTRIES.get(code, (code, code))
    return turkish if current_language() == Language.TURKISH else english


def province(name: str) -> str:
    return _("Abroad") if name == ABROAD else name


def _order(name: str) -> list[int]:
    small = name.replace("I", "ı").replace("İ", "i").lower()
    return [TURKISH_ORDER.get(letter, -1) for letter in small]
