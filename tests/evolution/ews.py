"""ews.py: as much of an Exchange server as Evolution's add-on asks for, on loopback: one inbox, read only

    with Exchange([octets, octets]) as server:
        server.url, server.port

The operations of Exchange Web Services (MS-OXWSFOLD, MS-OXWSSYNC, MS-OXWSMSG) that name and synchronize folders and
give items; every other one is answered with an error, as a server does that does not have it.  Nobody has to log in.
"""
import base64
import email
import email.policy
import http.server
import threading
import xml.etree.ElementTree
from xml.sax.saxutils import escape

HOST = "127.0.0.1"
PATH = "/EWS/Exchange.asmx"
TYPES = "http://schemas.microsoft.com/exchange/services/2006/types"
MESSAGES = "http://schemas.microsoft.com/exchange/services/2006/messages"
FIRST_HOUR = 8
ENVELOPE = (f'<?xml version="1.0" encoding="utf-8"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/">'
            f'<s:Header><t:ServerVersionInfo MajorVersion="14" MinorVersion="3" MajorBuildNumber="123" MinorBuildNumber="4" '
            f'Version="Exchange2010_SP2" xmlns:t="{TYPES}"/></s:Header><s:Body>'
            '<m:{name}Response xmlns:m="' + MESSAGES + '" xmlns:t="' + TYPES + '">{answers}</m:{name}Response></s:Body></s:Envelope>')
# Asked at each start, and answered in a form of its own (MS-OXWOOF).
OUT_OF_OFFICE = ('<m:ResponseMessage ResponseClass="Success"><m:ResponseCode>NoError</m:ResponseCode></m:ResponseMessage>'
                 "<t:OofSettings><t:OofState>Disabled</t:OofState><t:ExternalAudience>None</t:ExternalAudience></t:OofSettings>")
INBOX = ('<t:Folder><t:FolderId Id="inbox-id" ChangeKey="1"/><t:ParentFolderId Id="root-id" ChangeKey="1"/>'
         "<t:FolderClass>IPF.Note</t:FolderClass><t:DisplayName>Inbox</t:DisplayName><t:TotalCount>{count}</t:TotalCount>"
         "<t:ChildFolderCount>0</t:ChildFolderCount><t:UnreadCount>0</t:UnreadCount></t:Folder>")


def local_name(node):
    return node.tag.split("}")[-1]


def received(number):
    """When the server says that it got the mail of that number, which is not what the mail says."""
    return f"2026-05-04T{FIRST_HOUR + number:02}:00:00Z"


class Exchange:
    """Use as a context.  Attributes: url, port; asked: the operations in their order."""

    def __init__(self, mails):
        self.mails = mails
        self.asked = []

    def __enter__(self):
        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            answer = self.answer

            def do_POST(self):
                octets = self.answer(self.rfile.read(int(self.headers["Content-Length"])))
                self.send_response(200)
                self.send_header("Content-Type", "text/xml; charset=utf-8")
                self.send_header("Content-Length", str(len(octets)))
                self.end_headers()
                self.wfile.write(octets)

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer((HOST, 0), Handler)
        self.server.daemon_threads = True
        self.port = self.server.server_address[1]
        self.url = f"http://{HOST}:{self.port}{PATH}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()

    def answer(self, octets):
        body = next(node for node in xml.etree.ElementTree.fromstring(octets) if local_name(node) == "Body")
        request = body[0]
        name = local_name(request)
        self.asked.append(name)
        if name == "GetUserOofSettingsRequest":
            return ENVELOPE.format(name="GetUserOofSettings", answers=OUT_OF_OFFICE).encode()
        answers = {"SyncFolderHierarchy": self.list_folders, "GetFolder": self.get_folders, "SyncFolderItems": self.list_items,
                   "GetItem": self.get_items}.get(name, self.refuse)(request, name)
        return ENVELOPE.format(name=name, answers=f"<m:ResponseMessages>{''.join(answers)}</m:ResponseMessages>").encode()

    def succeed(self, name, content):
        return (f'<m:{name}ResponseMessage ResponseClass="Success"><m:ResponseCode>NoError</m:ResponseCode>{content}'
                f"</m:{name}ResponseMessage>")

    def refuse(self, _request, name, code="ErrorInvalidOperation"):
        return [f'<m:{name}ResponseMessage ResponseClass="Error"><m:MessageText>Not here.</m:MessageText>'
                f"<m:ResponseCode>{code}</m:ResponseCode><m:DescriptiveLinkKey>0</m:DescriptiveLinkKey></m:{name}ResponseMessage>"]

    def is_first(self, request):
        return not any(local_name(node) == "SyncState" and node.text for node in request.iter())

    def list_folders(self, request, name):
        changes = f"<t:Create>{self.inbox()}</t:Create>" if self.is_first(request) else ""
        return [self.succeed(name, "<m:SyncState>folders</m:SyncState><m:IncludesLastFolderInRange>true"
                                   f"</m:IncludesLastFolderInRange><m:Changes>{changes}</m:Changes>")]

    def inbox(self):
        return INBOX.format(count=len(self.mails))

    def get_folders(self, request, name):
        wanted = [node.get("Id") for node in request.iter() if local_name(node) in ("FolderId", "DistinguishedFolderId")]
        return [self.succeed(name, f"<m:Folders>{self.inbox()}</m:Folders>") if identity in ("inbox", "inbox-id")
                else self.refuse(request, name, "ErrorFolderNotFound")[0] for identity in wanted]

    def list_items(self, request, name):
        items = "".join(f'<t:Create><t:Message><t:ItemId Id="item-{number}" ChangeKey="1"/></t:Message></t:Create>'
                        for number in range(len(self.mails))) if self.is_first(request) else ""
        return [self.succeed(name, "<m:SyncState>items</m:SyncState><m:IncludesLastItemInRange>true"
                                   f"</m:IncludesLastItemInRange><m:Changes>{items}</m:Changes>")]

    def get_items(self, request, name):
        whole = any(local_name(node) == "IncludeMimeContent" and node.text == "true" for node in request.iter())
        numbers = [int(node.get("Id").split("-")[1]) for node in request.iter() if local_name(node) == "ItemId"]
        return [self.succeed(name, f"<m:Items>{self.item(number, whole)}</m:Items>") for number in numbers]

    def item(self, number, whole):
        octets = self.mails[number]
        message = email.message_from_bytes(octets, policy=email.policy.default)
        sender = f"<t:Mailbox><t:Name>{escape(str(message['From'].addresses[0].display_name))}</t:Name><t:EmailAddress>" \
                 f"{escape(message['From'].addresses[0].addr_spec)}</t:EmailAddress><t:RoutingType>SMTP</t:RoutingType></t:Mailbox>"
        content = f'<t:MimeContent CharacterSet="UTF-8">{base64.b64encode(octets).decode()}</t:MimeContent>' if whole else ""
        return (f'<t:Message>{content}<t:ItemId Id="item-{number}" ChangeKey="1"/><t:ItemClass>IPM.Note</t:ItemClass>'
                f"<t:Subject>{escape(str(message['Subject']))}</t:Subject><t:DateTimeReceived>{received(number)}</t:DateTimeReceived>"
                f"<t:Size>{len(octets)}</t:Size><t:DateTimeSent>{received(number)}</t:DateTimeSent>"
                f"<t:DateTimeCreated>{received(number)}</t:DateTimeCreated><t:HasAttachments>false</t:HasAttachments>"
                f"<t:Sender>{sender}</t:Sender><t:From>{sender}</t:From><t:IsRead>true</t:IsRead></t:Message>")
