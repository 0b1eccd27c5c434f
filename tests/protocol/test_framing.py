"""Frames on a pipe: nothing is lost, nothing is read or allocated beyond its bound."""

import os
import sys
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keystow import errors
from keystow.protocol import framing
from keystow.protocol.framing import FRAME_MAX, FrameReader, FrameWriter

BODIES = st.lists(st.binary(min_size=1, max_size=3000), max_size=5)


class Pipe:
    """Give the bytes in pieces of the sizes asked for, then the end."""

    def __init__(self, data, sizes=()):
        self.data = data
        self.sizes = iter(sizes)
        self.largest_asked = 0

    def read(self, count):
        self.largest_asked = max(self.largest_asked, count)
        size = min(count, next(self.sizes, count))
        piece, self.data = self.data[:size], self.data[size:]
        return piece


class Sink:
    """Take the bytes in pieces of the sizes told, as a pipe that is nearly full."""

    def __init__(self, sizes=()):
        self.data = b""
        self.sizes = iter(sizes)

    def write(self, data):
        size = min(len(data), next(self.sizes, len(data)))
        self.data += bytes(data[:size])
        return size


def length(count):
    return count.to_bytes(4, sys.byteorder)


@given(BODIES, st.lists(st.integers(1, 700)), st.lists(st.integers(1, 700)))
def test_frames_come_out_as_they_went_in_however_the_pipe_cuts_them(bodies, written, read):
    sink = Sink(written)
    writer = FrameWriter(sink.write)

    for body in bodies:
        writer.write_frame(body)
    reader = FrameReader(Pipe(sink.data, read).read)

    assert [reader.read_frame() for _ in bodies] == bodies
    assert reader.read_frame() is None


@given(st.binary(max_size=200), st.lists(st.integers(1, 9)))
def test_no_bytes_crash_the_reader(data, sizes):
    reader = FrameReader(Pipe(data, sizes).read)
    try:
        while reader.read_frame() is not None:
            pass
    except (errors.BadFrame, errors.FrameTooLarge):
        pass


@given(st.binary(min_size=1, max_size=40))
def test_every_cut_within_a_frame_is_torn_and_every_other_is_a_clean_end(body):
    whole = length(len(body)) + body
    for cut in range(1, len(whole)):
        with pytest.raises(errors.BadFrame) as caught:
            FrameReader(Pipe(whole[:cut]).read).read_frame()
        assert caught.value.data == {"reason": "torn"}
    assert FrameReader(Pipe(b"").read).read_frame() is None


@pytest.mark.parametrize("count", [FRAME_MAX + 1, 2**31, 2**32 - 1])
def test_a_length_above_the_bound_is_refused_before_the_body_is_asked_for(count):
    pipe = Pipe(length(count) + b"x" * 100)

    with pytest.raises(errors.FrameTooLarge) as caught:
        FrameReader(pipe.read).read_frame()

    assert caught.value.data == {"limit": FRAME_MAX}
    assert pipe.largest_asked == 4
    assert len(pipe.data) == 100


def test_a_length_of_nothing_is_refused():
    with pytest.raises(errors.BadFrame) as caught:
        FrameReader(Pipe(length(0)).read).read_frame()

    assert caught.value.data == {"reason": "length"}


def test_a_frame_of_exactly_the_bound_passes_both_ways():
    body = b"x" * FRAME_MAX
    sink = Sink()

    FrameWriter(sink.write).write_frame(body)

    assert FrameReader(Pipe(sink.data).read).read_frame() == body


@pytest.mark.parametrize(
    ("body", "error"), [(b"", errors.BadFrame), (b"x" * (FRAME_MAX + 1), errors.FrameTooLarge)]
)
def test_nothing_is_written_of_a_body_out_of_bounds(body, error):
    sink = Sink()
    writer = FrameWriter(sink.write)

    with pytest.raises(error):
        writer.write_frame(body)

    assert sink.data == b""
    writer.write_frame(b"next")
    assert sink.data == length(4) + b"next"


def test_no_frame_follows_one_that_was_cut_short():
    taken = []

    def write(data):
        taken.append(bytes(data))
        if len(taken) == 2:
            raise BrokenPipeError
        return 2

    writer = FrameWriter(write)

    with pytest.raises(BrokenPipeError):
        writer.write_frame(b"first")
    with pytest.raises(BrokenPipeError):
        writer.write_frame(b"second")
    assert len(taken) == 2


def test_threads_that_share_a_writer_never_mix_their_frames():
    inlet, outlet = os.pipe()
    writer = framing.writer_on(outlet)
    bodies = [bytes([65 + number]) * 40_000 for number in range(8)]
    threads = [threading.Thread(target=writer.write_frame, args=(body,)) for body in bodies]

    for thread in threads:
        thread.start()
    reader = framing.reader_on(inlet)
    read = sorted(reader.read_frame() for _ in bodies)
    for thread in threads:
        thread.join()
    os.close(outlet)

    assert read == bodies
    assert reader.read_frame() is None
    os.close(inlet)
