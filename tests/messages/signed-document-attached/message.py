from kit import *


def make():
    contract = opaque_entity(cms.signed_data(pdf(), [alice()], detached=False),
                             'application/octet-stream; name="contract.pdf.p7m"', file_name="contract.pdf.p7m")
    return letter(multipart("mixed", text("Here is the contract.\n"), contract), sender=ALICE)
