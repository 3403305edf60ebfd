"""British and American spelling made one.

The rules run over index and query alike, so a word that they bend wrongly still meets itself.
"""

import re

SPELLINGS = """
programme:program programmes:programs cheque:check cheques:checks licence:license licences:licenses
defence:defense offence:offense practise:practice practised:practiced practising:practicing
judgement:judgment judgements:judgments enrol:enroll enrols:enrolls enrolment:enrollment fulfil:fulfill
fulfils:fulfills fulfilment:fulfillment instalment:installment instalments:installments skilful:skillful
catalogue:catalog catalogues:catalogs dialogue:dialog dialogues:dialogs grey:gray ageing:aging
acknowledgement:acknowledgment storey:story tyre:tire aluminium:aluminum cosy:cozy travelled:traveled
travelling:traveling traveller:traveler cancelled:canceled cancelling:canceling labelled:labeled
labelling:labeling modelled:modeled modelling:modeling counselling:counseling counsellor:counselor
channelled:channeled signalled:signaled totalled:totaled fuelled:fueled learnt:learned spelt:spelled
burnt:burned whilst:while amongst:among towards:toward
"""
PAIRS = dict(pair.split(":") for pair in SPELLINGS.split())
RULES = [
    (re.compile(r"(?<=\w{3})is(e|es|ed|er|ers|ing|able|ation|ations|ational)$"), r"iz\1"),
    (re.compile(r"(?<=\w{3})ys(e|es|ed|ing)$"), r"yz\1"),
    (re.compile(r"(?<=\w{2})our(s|ed|ing|able|ful|ite|ites|hood|ism|less)?$"), r"or\1"),
    (re.compile(r"(?<=\w{2}[tb])re(s|d)?$"), r"er\1"),
]


def american(word: str) -> str:
    if word in PAIRS:
        return PAIRS[word]
    for british, replacement in RULES:
        word = british.sub(replacement, word)
    return word
