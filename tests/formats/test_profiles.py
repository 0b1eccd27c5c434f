"""What browsers keep for extensions, as bytes: whole, of several ages, damaged, and hostile."""

import json
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keystow.errors import Damaged, KeystowError, TooLarge
from keystow.formats import contents, registry
from keystow.formats.profiles import (
    firefox_clone,
    firefox_rows,
    leveldb_log,
    leveldb_table,
    packing,
    readers,
    sealed,
    sqlite_image,
    vaults,
)
from keystow.formats.profiles.stored import Allowance, Entry
from keystow.formats.profiles.vaults import Part
from keystow.secret import Secret
from tests.formats import lamden_writer, metamask_writer, profile_writer
from tests.formats.metamask_writer import hd, simple
from tests.formats.profile_writer import batch, log, table, written
from tests.wallet.made import SHARED

MIB = 1024 * 1024
FIRST = metamask_writer.vault(hd())
SECOND = metamask_writer.vault(simple(), rounds=2)
NAMES = {"PreferencesController": {"identities": {}}}


def allowance(size=64 * MIB):
    return Allowance(size)


def state(vault, filler=0):
    """What MetaMask stores under "data"."""
    inner = {"KeyringController": {"vault": vault.decode()}, **NAMES, "filler": "z" * filler}
    return json.dumps(inner).encode()


def found(*files):
    """The vaults of one storage of LevelDB, given as names and bytes."""
    parts = [Part(name, at, readers.leveldb(name, data, allowance())) for at, (name, data) in files]
    return vaults.of_storage(parts)


def digests(*texts):
    """What each vault is known by."""
    return [next(sealed.find(b'{"vault":' + text + b"}")).digest for text in texts]


def test_a_log_gives_every_write_in_its_order():
    data = log(batch(7, (b"a", b"1"), (b"b", None)), batch(9, (b"a", b"x" * 100_000)))
    read = leveldb_log.read(data, allowance())
    assert read.entries == [
        Entry(7, b"a", b"1"),
        Entry(8, b"b", None),
        Entry(9, b"a", b"x" * 100_000),
    ]
    assert (read.scraps, read.damaged) == ([], False)


@pytest.mark.parametrize("packed", [True, False])
def test_a_table_gives_every_entry(packed):
    entries = [(5, b"data", b"five" * 50), (4, b"data", b"four"), (6, b"date", None)]
    read = leveldb_table.read(table(*entries, packed=packed), allowance())
    assert read.entries == [Entry(*entry) for entry in entries]
    assert (read.scraps, read.damaged) == ([], False)


def test_the_vault_of_now_comes_first_and_those_before_it_after():
    third = metamask_writer.vault(hd(count=3), rounds=3)
    old = table((1, b"data", state(FIRST)), (2, b"meta", b'{"version":1}'))
    new = log(
        *(batch(at, (b"data", state(one))) for at, one in ((3, SECOND), (4, SECOND), (5, third))),
        batch(6, (b"meta", b'{"version":2}')),
    )
    listed = found((10.0, ("000005.ldb", old)), (20.0, ("000007.log", new)))
    assert [one.digest for one in listed] == digests(third, SECOND, FIRST)
    assert [one.current for one in listed] == [True, False, False]
    assert [one.file for one in listed] == ["000007.log", "000007.log", "000005.ldb"]
    assert json.loads(listed[2].data)["data"]["PreferencesController"] == {"identities": {}}
    assert [json.loads(one.data)["meta"]["version"] for one in listed] == [2, 1, 1]
    for one in listed:
        assert one.format == registry.detect(one.data).name == "metamask-vault"


def test_only_the_newest_come_with_what_stood_beside_them_and_only_so_many_at_all():
    made = [metamask_writer.vault(rounds=number + 1) for number in range(vaults.VAULTS_MAX + 5)]
    listed = found((1.0, ("1.log", written(*map(state, made)))))
    assert [one.digest for one in listed] == digests(*made)[::-1][: vaults.VAULTS_MAX]
    beside = [b"PreferencesController" in one.data for one in listed]
    assert beside == [at < vaults.BESIDE_MAX for at in range(vaults.VAULTS_MAX)]


def test_a_vault_that_was_deleted_is_offered_as_an_earlier_one():
    (one,) = found(
        (1.0, ("1.log", log(batch(1, (b"data", state(FIRST))), batch(2, (b"data", None)))))
    )
    assert (one.digest, one.current, one.whole) == (*digests(FIRST), False, True)


def test_a_state_that_is_split_over_several_keys_is_put_together():
    controllers = (
        (b"KeyringController", json.dumps({"vault": FIRST.decode()}).encode()),
        (b"AccountsController", b'{"a":1}'),
        (b"broken", b"{"),
    )
    (one,) = found((1.0, ("1.log", log(batch(1, *controllers)))))
    assert set(json.loads(one.data)) == {"KeyringController", "AccountsController"}
    assert registry.detect(one.data).open(one.data, Secret(metamask_writer.PASSWORD)).phrases


def test_lamdens_vault_and_its_accounts_of_before_come_back():
    entry = lamden_writer.entry(1, sk=lamden_writer.key_text(1), vk="0" * 64)
    now = json.loads(lamden_writer.extension([entry]))["vault"]
    old = json.dumps(lamden_writer.inner(json.dumps({"valid": True}).encode()))
    data = log(
        batch(1, (b"hash", json.dumps(old).encode()), (b"coins", json.dumps([entry]).encode())),
        batch(3, (b"vault", json.dumps(now).encode())),
        batch(4, (b"hash", None), (b"coins", b"[]")),
    )
    newest, earlier = found((1.0, ("1.log", data)))
    assert (newest.current, earlier.current) == (True, False)
    for one in (newest, earlier):
        assert one.format == "lamden-extension-vault"
        file = registry.detect(one.data).open(one.data, Secret(lamden_writer.PASSWORD))
        assert [account.name for account in contents.accounts(file)] == ["Key 1"]


def test_lamdens_old_hash_without_its_accounts_is_no_wallet():
    old = json.dumps(lamden_writer.inner(json.dumps({"valid": True}).encode()))
    assert found((1.0, ("1.log", written(json.dumps(old).encode(), key=b"hash")))) == []


def test_what_snaps_seal_is_no_vault():
    snaps = {
        "KeyringController": {"vault": FIRST.decode()},
        "snapStates": {"npm:x": SECOND.decode()},
    }
    assert [one.digest for one in found((1.0, ("1.log", written(json.dumps(snaps).encode()))))] == (
        digests(FIRST)
    )


def test_a_damaged_block_of_a_log_costs_what_touches_it_and_a_vault_beside_it_is_saved():
    data = bytearray(written(state(FIRST), state(SECOND, filler=100_000), b"{}"))
    data[60_000] ^= 1  # within the second, far behind its vault
    later, earlier = found((1.0, ("1.log", bytes(data))))[::-1]
    assert [earlier.digest, later.digest] == digests(FIRST, SECOND)
    assert (earlier.whole, later.whole) == (True, False)
    read = leveldb_log.read(bytes(data), allowance())
    assert read.damaged
    assert [entry.value for entry in read.entries if entry.sequence == 3] == [b"{}"]


def test_a_log_that_was_cut_gives_what_came_before_and_a_vault_of_its_last_record():
    data = written(state(FIRST), state(SECOND, filler=50_000))
    read = leveldb_log.read(data[:-10_000], allowance())
    assert [entry.sequence for entry in read.entries] == [1]
    listed = found((1.0, ("1.log", data[:-10_000])))
    assert [one.digest for one in listed] == digests(FIRST, SECOND)


def test_the_end_of_a_record_is_not_taken_for_one():
    inner = batch(9, (b"data", state(FIRST)))
    room = profile_writer.BLOCK - 7  # what the first block holds of it
    head = len(batch(1, (b"k", b"x" * room))) - room
    record = batch(1, (b"k", b"x" * (room - head) + inner))
    assert record[room:] == inner
    read = leveldb_log.read(log(record)[profile_writer.BLOCK :], allowance())
    assert (read.entries, read.scraps, read.damaged) == ([], [inner], True)


def test_a_damaged_block_of_a_table_costs_its_entries_only():
    data = bytearray(table((1, b"a", state(FIRST)), (2, b"b", state(SECOND))))
    data[30] ^= 1
    listed = found((1.0, ("1.ldb", bytes(data))))
    assert [(one.digest, one.whole) for one in listed] == list(
        zip(digests(SECOND, FIRST), (True, False), strict=True)
    )
    assert leveldb_table.read(bytes(data), allowance()).damaged


@pytest.mark.parametrize("at", [-1, -44])
def test_a_table_without_its_index_is_looked_through_as_it_lies(at):
    data = bytearray(table((1, b"data", state(FIRST)), packed=False))
    data[at] ^= 1
    (one,) = found((1.0, ("1.ldb", bytes(data))))
    assert (one.digest, one.whole) == (*digests(FIRST), False)


def test_a_packed_value_of_chromiums_indexed_db_is_unpacked():
    inner = b'\xff\x14\xff\x0fo"\x05vault"' + profile_writer.varint(len(FIRST)) + FIRST + b"{\x01"
    value = b"\x04\xff\x11\x02" + bytes(profile_writer.cramjam.snappy.compress_raw(inner * 3))
    (one,) = found((1.0, ("1.log", written(value, key=b"\0\1\1\1\1"))))
    assert (one.digest, one.current) == (*digests(FIRST), True)
    assert metamask_writer.json.loads(one.data) == json.loads(FIRST)


def test_a_clone_of_firefox_is_the_value_that_was_stored():
    value = {
        "text": "é",
        "wide": "→\ud800",
        "list": [1, -2, 2.5, None, True, [], {}],
        "deep": {"": {"a": []}},
    }
    assert firefox_clone.value(profile_writer.clone(value), allowance()) == value
    undefined = profile_writer.clone(None)[:8] + struct.pack("<II", 0, 0xFFFF0001)
    assert firefox_clone.value(undefined, allowance()) is None


def test_firefoxs_database_is_read_with_its_log_and_what_was_before_each_transaction(tmp_path):
    path = tmp_path / "1.sqlite"
    made = profile_writer.database(path, data={"vault": FIRST.decode()}, meta={"version": 1})
    made.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    profile_writer.put(made, data={"vault": SECOND.decode(), "wide": "→"})
    made.execute("DELETE FROM object_data WHERE key = ?", (profile_writer.key_bytes("meta"),))
    wal = (tmp_path / "1.sqlite-wal").read_bytes()
    read = readers.sqlite(path.read_bytes(), wal, allowance())
    newest, earlier = vaults.of_storage([Part("1.sqlite", 1.0, read)])
    assert [newest.digest, earlier.digest] == digests(SECOND, FIRST)
    assert (newest.current, earlier.current, read.damaged) == (True, False, False)
    assert json.loads(earlier.data) == {
        "data": {"vault": FIRST.decode()},
        "meta": {"version": 1},
    }
    torn = bytearray(wal)
    torn[len(wal) - 4000] ^= 1  # the last page of the last transaction
    assert len(list(sqlite_image.images(path.read_bytes(), bytes(torn)))) == (
        len(list(sqlite_image.images(path.read_bytes(), wal))) - 1
    )
    made.close()


def test_a_broken_tree_is_read_from_both_ends(tmp_path):
    path = tmp_path / "1.sqlite"
    made = profile_writer.database(path, **{f"k{n:03}": "x" * 900 + str(n) for n in range(200)})
    made.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    made.close()
    image = bytearray(next(sqlite_image.images(path.read_bytes())))
    pages = [at for at in range(4096, len(image), 4096) if image[at] == 10]
    assert len(pages) > 3
    middle = pages[len(pages) // 2]
    image[middle : middle + 4096] = b"\xff" * 4096
    rows, whole = firefox_rows.rows(bytes(image), allowance())
    keys = {firefox_rows.key_text(key) for key, _ in rows}
    assert not whole
    assert {b"k000", b"k199"} <= keys
    assert len(keys) < 200


def test_a_database_that_would_compute_something_is_refused(tmp_path):
    view = (
        "CREATE VIEW object_data AS WITH RECURSIVE n(key) AS (SELECT 1 UNION ALL "
        "SELECT key + 1 FROM n) SELECT key, key AS data, 1 AS object_store_id FROM n"
    )
    computed = "CREATE TABLE object_data(object_store_id, key, d, data AS (zeroblob(1 << 20)))"
    images = []
    for number, schema in enumerate((view, "CREATE TABLE other(x)", computed)):
        path = tmp_path / f"{number}.sqlite"
        with profile_writer.sqlite3.connect(path) as made:
            made.execute(schema)
            if schema is computed:
                made.execute("INSERT INTO object_data VALUES (1, x'31', 1)")
        made.close()
        images.append(path.read_bytes())
    for image in images[:2]:
        with pytest.raises(Damaged):
            firefox_rows.rows(image, allowance())
    assert firefox_rows.rows(images[2], allowance()) == ([], False)


def test_a_value_in_a_file_of_its_own_is_read_and_a_damaged_frame_left_out():
    value = {"data": {"KeyringController": {"vault": FIRST.decode()}}, "filler": ["x" * 70_000] * 3}
    data = bytearray(profile_writer.framed(profile_writer.clone(value)))
    (one,) = vaults.of_storage([Part("5", 1.0, readers.value("5", bytes(data), allowance()))])
    assert (one.digest, one.whole) == (*digests(FIRST), True)
    assert packing.unpack_frames(profile_writer.framed(b"as specified", 0), allowance())[1]
    data[-20] ^= 1
    read = readers.value("5", bytes(data), allowance())
    (one,) = vaults.of_storage([Part("5", 1.0, read)])
    assert (one.digest, one.whole, read.damaged) == (*digests(FIRST), False, True)


def test_a_script_of_older_firefox_is_a_storage():
    data = json.dumps({"data": json.loads(state(FIRST)), "meta": {"version": 9}}).encode()
    (one,) = vaults.of_storage([Part("storage.js", 1.0, readers.script(data))])
    assert (one.digest, one.whole, json.loads(one.data)["meta"]) == (
        *digests(FIRST),
        True,
        {"version": 9},
    )
    (one,) = vaults.of_storage([Part("storage.js", 1.0, readers.script(data[:-5]))])
    assert (one.digest, one.whole) == (*digests(FIRST), False)


def test_the_same_vault_in_several_storages_is_listed_once_the_newest_first():
    listed = [
        vaults.Vault("metamask-vault", b"", digest, "f", changed, current, whole=True)
        for digest, changed, current in (
            ("a", 1.0, True),
            ("b", 2.0, False),
            ("a", 3.0, True),
            ("c", 3.0, False),
        )
    ]
    assert [(one.digest, one.changed) for one in vaults.newest_first(listed)] == [
        ("a", 3.0),
        ("c", 3.0),
        ("b", 2.0),
    ]


EXPECTED = SHARED / "metamask_leveldb" / "expected.json"


@pytest.mark.skipif(not EXPECTED.exists(), reason="the shared vectors are not here")
def test_the_files_of_real_profiles_give_the_vaults_of_their_phrases():
    opened = 0
    for one in json.loads(EXPECTED.read_text("utf-8"))["files"]:
        path = EXPECTED.parent / one["path"]
        if not path.exists() or "Local Storage" in one["path"]:
            continue  # the last is from before there were vaults
        for vault in found((1.0, (path.name, path.read_bytes()))):
            file = registry.detect(vault.data).open(vault.data, Secret(one["password"]))
            (phrase,) = contents.phrases(file)
            assert phrase.words.reveal().decode() == one["mnemonic"]
            assert vault.whole
            opened += 1
    assert opened > 5


# --- hostile -----------------------------------------------------------------------------------


def test_a_length_that_snappy_could_not_make_is_refused_before_anything_is_allocated():
    for claimed in (0xFFFFFFFF, 1 << 40, 23 * 10):
        with pytest.raises(Damaged):
            packing.unpack(profile_writer.varint(claimed) + b"\0" * 5, allowance())


def test_what_unpacks_to_more_than_is_allowed_is_too_large():
    zeros = bytes(profile_writer.cramjam.snappy.compress_raw(bytes(8 * MIB)))
    assert len(zeros) < MIB
    with pytest.raises(TooLarge):
        packing.unpack(zeros, allowance(MIB))
    with pytest.raises(TooLarge):
        leveldb_table.read(table((1, b"k", bytes(8 * MIB))), allowance(MIB))
    with pytest.raises(TooLarge):
        packing.unpack_frames(profile_writer.framed(bytes(8 * MIB)), allowance(MIB))


def test_a_block_that_the_index_names_often_is_read_once():
    block = profile_writer.pairs([(b"k" + bytes(8), b"v")])
    body = block + b"\0" + struct.pack("<I", profile_writer.masked(block + b"\0"))
    handle = profile_writer.varint(0) + profile_writer.varint(len(block))
    index = profile_writer.pairs([(bytes([n]) * 9, handle) for n in range(200)])
    data = body + index + b"\0" + struct.pack("<I", profile_writer.masked(index + b"\0"))
    at = profile_writer.varint(len(body)) + profile_writer.varint(len(index))
    data += (handle + at).ljust(40, b"\0") + leveldb_table.MAGIC
    assert len(leveldb_table.read(data, allowance()).entries) == 1


def test_keys_that_repeat_a_long_one_count_as_often():
    entries = [(1, b"k" * 4000, b""), *((n, b"k" * 4000 + b"%06d" % n, b"") for n in range(300))]
    inner = [(key + struct.pack("<Q", at << 8 | 1), value) for at, key, value in entries]
    block = profile_writer.pairs(inner)
    assert len(block) < 10_000
    body = block + b"\0" + struct.pack("<I", profile_writer.masked(block + b"\0"))
    handle = profile_writer.varint(0) + profile_writer.varint(len(block))
    index = profile_writer.pairs([(b"z" * 9, handle)])
    data = body + index + b"\0" + struct.pack("<I", profile_writer.masked(index + b"\0"))
    at = profile_writer.varint(len(body)) + profile_writer.varint(len(index))
    data += (handle + at).ljust(40, b"\0") + leveldb_table.MAGIC
    assert len(leveldb_table.read(data, allowance(4 * MIB)).entries) == 301
    with pytest.raises(TooLarge):
        leveldb_table.read(data, allowance(MIB))


def test_a_log_of_sqlite_that_claims_more_pages_than_it_has_is_refused(tmp_path):
    made = profile_writer.database(tmp_path / "1.sqlite", data=1)
    data, wal = ((tmp_path / name).read_bytes() for name in ("1.sqlite", "1.sqlite-wal"))
    made.close()
    frame = struct.pack(">II", 1, 0xFFFFFFF0)
    sums = sqlite_image._summed(wal[:24], (0, 0), "<" if wal[3] == 0x82 else ">")
    order = ">" if wal[3] & 1 else "<"
    sums = sqlite_image._summed(
        wal[56 : 56 + 4096], sqlite_image._summed(frame, sums, order), order
    )
    forged = wal[:32] + frame + wal[16:24] + struct.pack(">II", *sums) + wal[56 : 56 + 4096]
    with pytest.raises(Damaged):
        list(sqlite_image.images(data, forged))


def test_marks_without_end_and_nesting_without_end_are_passed_by():
    assert list(sealed.find(b'{"vault":' + b'"iv":' * 100_000)) == []
    assert list(sealed.find(b'"vault":' + b"{" * 100_000 + b'"iv":""' + b"}" * 100_000)) == []
    with pytest.raises(Damaged):
        firefox_clone.value(profile_writer.clone([[]])[:16] * 2000, allowance())


@given(st.binary(max_size=400), st.integers(0, 3000), st.integers(1, 64))
def test_no_bytes_make_a_reader_fail_but_by_a_code(noise, at, size):
    """Noise alone, and noise in the middle of a file."""
    good = (
        ("1.log", written(state(FIRST, filler=1000), state(SECOND))),
        ("1.ldb", table((1, b"data", state(FIRST)), (2, b"data", state(SECOND)))),
        ("5", profile_writer.framed(profile_writer.clone({"vault": FIRST.decode()}))),
        ("5", profile_writer.clone({"vault": FIRST.decode(), "list": [1, [2.5]]})),
    )
    for name, data in good:
        for one in (noise, data[:at] + noise + data[at + size :]):
            read = readers.leveldb if "." in name else readers.value
            try:
                listed = vaults.of_storage([Part(name, 1.0, read(name, one, allowance(MIB)))])
            except KeystowError:
                continue
            for vault in listed:
                assert registry.detect(vault.data).name == vault.format
