"""A client of the test host written from docs/iso8583-client.md alone, in plain Python with OpenSSL's ciphers.

It shares no code with packages/iso8583: `foreign-client.test.ts` compares what both make of every message.
Usage: foreign-client.py PORT prints one line of JSON for each exchange.
"""

import ctypes
import json
import socket
import struct
import sys

crypto = ctypes.CDLL("libcrypto.so.3")
for name in ("EVP_CIPHER_CTX_new", "EVP_des_ede3_ecb"):
    getattr(crypto, name).restype = ctypes.c_void_p


def des(key, data, encrypting=True):
    """Single DES for 8 bytes of key, triple DES for 16, block by block."""
    key = (key * 3)[:24]
    context = ctypes.c_void_p(crypto.EVP_CIPHER_CTX_new())
    out, length = ctypes.create_string_buffer(len(data) + 8), ctypes.c_int()
    cipher = ctypes.c_void_p(crypto.EVP_des_ede3_ecb())
    done = crypto.EVP_CipherInit_ex(context, cipher, None, key, None, int(encrypting))
    crypto.EVP_CIPHER_CTX_set_padding(context, 0)
    done &= crypto.EVP_CipherUpdate(context, out, ctypes.byref(length), data, len(data))
    crypto.EVP_CIPHER_CTX_free(context)
    assert done == 1 and length.value == len(data)
    return out.raw[: length.value]


# Number: format, digits or bytes (exactly, or at most with a length in front), bytes of that length.
FIELDS = {
    2: ("n", 19, 1), 3: ("n", 6, 0), 4: ("n", 12, 0), 11: ("n", 6, 0), 12: ("n", 6, 0), 13: ("n", 4, 0),
    14: ("n", 4, 0), 15: ("n", 4, 0), 22: ("n", 3, 0), 23: ("n", 3, 0), 25: ("n", 2, 0), 26: ("n", 2, 0),
    32: ("n", 11, 1), 35: ("z", 37, 1), 36: ("z", 104, 2), 37: ("a", 12, 0), 38: ("a", 6, 0), 39: ("a", 2, 0),
    41: ("a", 8, 0), 42: ("a", 15, 0), 43: ("b", 40, 0), 44: ("a", 25, 1), 46: ("a", 255, 2), 48: ("n", 322, 2),
    49: ("a", 3, 0), 52: ("b", 8, 0), 53: ("n", 16, 0), 54: ("a", 20, 2), 55: ("b", 255, 2), 56: ("b", 255, 2),
    57: ("b", 255, 2), 58: ("b", 100, 2), 59: ("b", 600, 2), 60: ("n", 17, 2), 61: ("n", 29, 2), 62: ("b", 999, 2),
    63: ("b", 163, 2), 64: ("b", 8, 0),
}  # fmt: skip
LEFT_FILLED = {23}


def write(mti, fields):
    """Fields as text, bytes as hex; answers TPDU to the last field."""
    bits, body = 0, b""
    for no in sorted(fields):
        kind, size, prefix = FIELDS[no]
        value = fields[no]
        bits |= 1 << (64 - no)
        length = len(value) // 2 if kind == "b" else len(value)
        assert length <= size if prefix else length == size, (no, value)
        if prefix:
            body += bytes.fromhex(str(length).rjust(2 * prefix, "0"))
        if kind == "a":
            body += value.encode("ascii")
        elif kind == "b" or length % 2 == 0:
            body += bytes.fromhex(value)
        else:
            body += bytes.fromhex("0" + value if no in LEFT_FILLED else value + "0")
    return bytes.fromhex("6000030000" + "603100310000" + mti) + struct.pack(">Q", bits) + body


def read(body):
    bits, at = struct.unpack(">Q", body[13:21])[0], 21
    fields = {}
    for no in range(1, 65):
        if not bits >> (64 - no) & 1:
            continue
        kind, length, prefix = FIELDS[no]
        if prefix:
            length = int(body[at : at + prefix].hex())
            at += prefix
        size = (length + 1) // 2 if kind in "nz" else length
        raw, at = body[at : at + size], at + size
        if kind == "a":
            fields[no] = raw.decode("ascii")
        elif kind == "b":
            fields[no] = raw.hex().upper()
        else:
            digits = raw.hex().upper()
            fields[no] = digits[-length:] if no in LEFT_FILLED else digits[:length]
    assert at == len(body)
    return body[11:13].hex(), fields


def fold(data):
    data += bytes(-len(data) % 8)
    out = bytes(8)
    for at in range(0, len(data), 8):
        out = bytes(a ^ b for a, b in zip(out, data[at : at + 8]))
    return out


def mac(key, data):
    spelled = fold(data).hex().upper().encode()
    once = des(key, spelled[:8])
    twice = des(key, bytes(a ^ b for a, b in zip(once, spelled[8:])))
    return twice.hex().upper()[:8].encode()


def pin_block(key, pin, pan):
    pin_half = bytes.fromhex(("0%X%s" % (len(pin), pin)).ljust(16, "F"))
    pan_half = bytes.fromhex(pan[:-1][-12:].rjust(16, "0"))
    return des(key, bytes(a ^ b for a, b in zip(pin_half, pan_half))).hex().upper()


TERMINAL, MERCHANT = "10000001", "898440159990001"
MASTER = bytes.fromhex("CA5D92598DCA48CE8A4C76361A9269E9")
CARD, PIN, CODE = "6222020000000000018", "123456", "6200000000000005678"
WIDTHS = {24: 8, 40: 16, 60: 16}


class Line:
    def __init__(self, port):
        self.port, self.line = port, None

    def exact(self, count):
        out = b""
        while len(out) < count:
            part = self.line.recv(count - len(out))
            if not part:
                return None
            out += part
        return out

    def ask(self, body):
        """The answer, or None when the host hangs up."""
        if self.line is None:
            self.line = socket.create_connection(("127.0.0.1", self.port), 10)
        self.line.sendall(struct.pack(">H", len(body)) + body)
        head = self.exact(2)
        if head is None:
            self.line = None
            return None
        return self.exact(struct.unpack(">H", head)[0])


class Terminal:
    def __init__(self, port):
        self.line, self.trace, self.batch = Line(port), 0, "000000"
        self.pik = self.mak = None
        self.counted = []

    def send(self, name, mti, fields, sealed, trace=None):
        if trace is None:
            self.trace += 1
            trace = "%06d" % self.trace
        fields = {11: trace, 41: TERMINAL, 42: MERCHANT, **fields}
        if sealed:
            fields[64] = "00" * 8
            bare = write(mti, fields)
            fields[64] = mac(self.mak, bare[11:-8]).hex().upper()
        request = write(mti, fields)
        answer = self.line.ask(request)
        said = {"name": name, "request": request.hex(), "sent": fields}
        got = {}
        if answer is not None:
            reply, got = read(answer)
            assert int(reply) == int(mti) + 10, reply
            if 64 in got:
                said["macHolds"] = mac(self.mak, answer[11:-8]).hex().upper() == got[64]
            said.update(answer=answer.hex(), read=got)
        print(json.dumps(said), flush=True)
        return got

    def manage(self, name, mti, kind, network, more=None):
        return self.send(name, mti, {60: kind + self.batch + network, **(more or {})}, False)

    def sign_in(self, network):
        got = self.manage("sign-in " + network, "0800", "00", network, {62: b"Sequence No12PY".hex().upper(), 63: "303120"})
        block = bytes.fromhex(got[62])
        width, keys = WIDTHS[len(block)], []
        for at in range(0, len(block), width + 4):
            key, check = block[at : at + width], block[at + width : at + width + 4]
            if key[8:] == bytes(8):
                key = key[:8]
            key = des(MASTER, key, False)
            assert des(key, bytes(8))[:4] == check, "check value"
            keys.append(key)
        self.pik, self.mak, self.batch = keys[0], keys[1], got[60][2:8]

    def money(self, name, mti, code, condition, kind, amount=None, number=CARD, entry="012", of=None, side=None, auth=False):
        fields = {3: code, 22: entry, 23: "000", 25: condition, 49: "156", 60: kind + self.batch + "00050"}
        if number:
            fields[2] = number
        if amount is not None:
            fields[4] = "%012d" % amount
        if entry.endswith("1"):
            fields.update({26: "12", 52: pin_block(self.pik, PIN, number), 53: "2600000000000000"})
        if of:
            fields[61] = of["batch"] + of["trace"] + of["date"]
            fields[38 if auth else 37] = of["auth" if auth else "reference"]
        got = self.send(name, mti, fields, True)
        trace = "%06d" % self.trace
        kept = {"batch": self.batch, "trace": trace, "sent": fields, "date": got.get(13), "reference": got.get(37), "auth": got.get(38)}
        if got.get(39) == "00" and side:
            self.counted.append((side, trace, number or "", amount))
        return kept, got

    def reverse(self, kept, mti="0400", reason="98"):
        fields = {no: value for no, value in kept["sent"].items() if no not in (26, 35, 36, 37, 52, 53)}
        return self.send("reversal", mti, {**fields, 39: reason}, True, kept["trace"])


def main(port):
    t = Terminal(port)
    t.manage("echo", "0820", "00", "301")
    for network in ("001", "004", "003"):
        t.sign_in(network)
    for name, mti, network in [
        ("parameters", "0800", "364"), ("status", "0820", "362"), ("ca-key-query", "0820", "372"),
        ("ca-key", "0800", "370"), ("chip-parameter-query", "0820", "382"),
    ]:  # fmt: skip
        t.manage(name, mti, "00", network)
    t.manage("signature-upload", "0820", "07", "800", {62: "FFD8FFD9"})
    t.money("balance", "0200", "310000", "00", "01", entry="051")
    sale, _ = t.money("sale", "0200", "000000", "00", "22", 10000, entry="051", side="debit")
    other, _ = t.money("sale contactless", "0200", "000000", "00", "22", 5000, entry="072", side="debit")
    t.money("sale declined", "0200", "000000", "00", "22", 5100)
    t.money("void", "0200", "200000", "00", "23", 10000, of=sale, side="credit")
    t.money("refund", "0220", "200000", "00", "25", 2000, of=other, side="credit")
    t.money("tip", "0220", "000000", "00", "34", 700, of=other, side="debit")
    held, _ = t.money("pre-auth", "0100", "030000", "06", "10", 20000, entry="051")
    t.money("pre-auth-cancel", "0100", "200000", "06", "11", 20000, of=held, auth=True)
    held, _ = t.money("pre-auth", "0100", "030000", "06", "10", 30000, entry="051")
    done, _ = t.money("completion", "0200", "000000", "06", "20", 34500, of=held, auth=True, side="debit")
    t.money("completion-void", "0200", "200000", "06", "21", 34500, of=done, side="credit")
    t.money("completion-notice", "0220", "000000", "06", "24", 30000, of=held, auth=True, side="debit")
    settled, _ = t.money("offline-settle", "0220", "000000", "00", "30", 1500, side="debit")
    t.money("adjust", "0220", "000000", "00", "32", 500, of=settled, side="debit")
    paid, _ = t.money("qr-sale", "0200", "000000", "00", "50", 8800, number=CODE, entry="032", side="debit")
    t.money("qr-void", "0200", "200000", "00", "54", 8800, number=None, of=paid, side="credit")
    paid, _ = t.money("qr-sale", "0200", "000000", "00", "50", 6600, number=CODE, entry="032", side="debit")
    t.money("qr-refund", "0220", "200000", "00", "55", 1600, number=None, of=paid, side="credit")
    order, _ = t.money("qr-order", "0200", "000000", "00", "51", 3300, number=None)
    t.money("qr-query waiting", "0200", "310000", "00", "52", number=None, of=order)
    t.money("qr-query paid", "0200", "310000", "00", "52", number=None, of=order)
    t.counted.append(("debit", order["trace"], "", 3300))
    order, _ = t.money("qr-order", "0200", "000000", "00", "51", 4400, number=None)
    t.money("qr-close", "0200", "200000", "00", "53", number=None, of=order)
    cut, got = t.money("sale cut off", "0200", "000000", "00", "22", 9800, entry="072")
    assert got == {}, "98.00 yuan cuts the line"
    t.reverse(cut)
    spoiled, _ = t.money("sale with a spoiled MAC", "0200", "000000", "00", "22", 6400, entry="072")
    t.counted.pop() if t.counted[-1][1] == spoiled["trace"] else None
    t.reverse(spoiled, reason="A0")
    sums = []
    for side in ("debit", "credit"):
        amounts = [amount for each, _, _, amount in t.counted if each == side]
        sums.append("%012d%03d" % (sum(amounts), len(amounts)))
    t.manage("settlement", "0500", "00", "201", {48: "".join(sums) + "0" * 32, 49: "156", 63: "303120"})
    for at in range(0, len(t.counted), 8):
        some = t.counted[at : at + 8]
        records = "".join("00" + trace + number.rjust(20, "0") + "%012d" % amount for _, trace, number, amount in some)
        t.manage("batch-upload", "0320", "00", "201", {48: "%02d" % len(some) + records})
    for network in ("207", "202"):
        t.manage("batch-upload-end " + network, "0320", "00", network, {48: "%04d" % len(t.counted)})
    t.manage("sign-off", "0820", "00", "002")
    t.money("sale after sign-off", "0200", "000000", "00", "22", 100)


main(int(sys.argv[1]))
