"""Words that are names, and words that are names only sometimes."""

from .folding import plain

GIVEN = """
Ahmet Mehmet Mustafa Ali Hasan Hüseyin İbrahim İsmail Osman Ömer Yusuf Murat Emre Burak Can Cem Deniz Efe
Eren Fatih Gökhan Hakan Halil Kemal Kerem Levent Mert Onur Orhan Oğuz Ramazan Recep Salih Selim Serkan
Sinan Süleyman Tolga Tuncay Uğur Umut Volkan Yasin Yiğit Zafer Ayşe Fatma Emine Hatice Zeynep Elif Meryem
Şerife Sultan Hacer Aylin Aysel Aslı Başak Berna Burcu Büşra Canan Cemile Derya Didem Dilek Ebru Ece Esra
Filiz Gamze Gizem Gülay Gülsüm Hande Havva Hülya İrem Leyla Melek Melike Merve Nazlı Nesrin Nuray Özge
Özlem Pınar Rabia Seda Selin Sevgi Sibel Şule Tuğba Yasemin Yıldız Zehra Zeliha
"""
# Given names of people who write in English, for a capitalised word behind them to be read as a surname.
GIVEN_ABROAD = """
James John Robert Michael William David Richard Joseph Thomas Charles Daniel Matthew Anthony Steven Paul Andrew
Peter George Edward Brian Kevin Mary Patricia Jennifer Linda Elizabeth Barbara Susan Jessica Sarah Karen Lisa
Nancy Margaret Sandra Ashley Emily Emma Laura Anna Maria Olivia Sophie Helen Alice Hans Klaus Jürgen Pierre
"""
ORDINARY_WORDS = """
ada adalet ahenk akın aktif alev alkan altın altun amber angel anıl ant april arda arslan art arzu asil aslan asya
atak ateş atlas ay ayaz aydın ayla aynur azim bahar baker bal balcı banks başak başar başarı bayram bell berk best
beyaz bilge bilgi bilgin bilim bill bircan black boran bozkurt brown buket bulut burak burç büyük bye can candan
carter case ceylan chance charity chase christian church coşkun cook cesur çağ çağlar çağrı çakır çam çelik çetin
çevik çiçek çiğdem çınar çoban dağ dal dalga dawn day dean deniz demir demirci derin derya destan destek devrim
dicle dilek diler doğa doğan doğru don drew duman duru durmaz duygu ece efe ekim ekin elmas emek emir ender engin
er erdem eren ergin erkan ersoy esen esin evrim eylül faith fidan field fields fırat filiz ford frank gamze gelin
gene gizem good gonca göksu gökçe gönül grace grant green gül gülay güler gülen gün günay güneş gurur güven güzel
hak hakan haktan hazal hill hope hunter ilgi ilk ilkay ilke ilker irmak ırmak iris islam ışık ışıl ince inan inanç
ivy jack jean joy judge june kaan kahraman kalkan kamil kaplan kara karaca kardelen kartal kasım kaya kayra kaynak
keskin kılıç king kısa koç kor koray korkmaz kurban kurt kurtuluş kuş kuzey lale law lily long major mark mavi may
melek melis melisa meltem menekşe meriç mert meydan miles mine nazar nehir neşe nisan olcay olgun onur oral orman
oya öz özcan özden özel özen özge özgür özlem öztürk öykü page park patience pat pearl penny pınar pek pelin polat
poyraz price prudence ramazan ray rich rose ruby rüya rüzgar saba sabır safa sağlam sarı savaş saygı seçkin
seda sel selvi sena serin serap servet ses seven sevda sevgi sevim sevinç sezen sezer sezgin short simge small
son song sönmez
star stone strong su sue sultan summer şafak şahin şan şen şengül şimşek şirin şule tan taner tay taş tanrı tekin
tekin temel temiz tepe toprak tok topuz trinity tuna tunç turan tuğ tutku türk ufuk uğur ulaş umut umay ural utku
uysal uzun uzman ülkü ümit ünal ünlü vural vefa victor violet white will wood woods yağmur yakut yalçın yalın yaman
yaprak yasemin yaşar yavuz yazıcı yıldırım yıldız yılmaz yiğit yoldaş young yurt yüce yüksel zafer zaman zeki zerrin
zeynel ziya zümrüt
"""
# What every organisation is called, whatever its own name.
GENERIC_WORDS = """
dernek derneği vakıf vakfı kooperatif kooperatifi platform platformu girişim girişimi federasyon federasyonu
konfederasyon konfederasyonu birlik birliği kulüp kulübü topluluk topluluğu merkez merkezi ağ ağı topluluğu sosyal
yardım yardımlaşma dayanışma kültür kültürel sanat spor gençlik kadın kadınlar çocuk çocuklar engelli engelliler
çevre doğa eğitim sağlık gönüllü gönüllüleri gönüllüler koruma destek destekleme geliştirme kalkınma araştırma
yaşatma tanıtma insan hak haklar hakları türkiye ve ile için toplum toplumsal sivil
association foundation federation confederation cooperative initiative platform union club network society centre
center trust group charity youth women children education health culture environment support development social
the of and for in
"""
# Said of people nobody is meant by.
OFFICES = """
bir başkan başkanı başkanım yetkili yetkililer ilgili ilgililer vali valilik valiliği bakan bakanlık bakanlığı müdür
müdürlük müdürlüğü kurul kurulu üye üyeler üyemiz üyelerimiz hakim savcı cumhurbaşkanı kaymakam kaymakamlık
rektör rektörlük genel hocam hoca sir madam president director minister editor member members sayıştay
"""


def _words(text: str) -> frozenset[str]:
    return frozenset(plain(text).split())


ORDINARY = _words(ORDINARY_WORDS)
GENERIC = _words(GENERIC_WORDS)
NOBODY = _words(OFFICES) | GENERIC
GIVEN_NAMES = (_words(GIVEN) | _words(GIVEN_ABROAD)) - ORDINARY
