package redis

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestWhatIsPackedIsUnpacked whatever it is, and never grows by more than its mark.
func TestWhatIsPackedIsUnpacked(t *testing.T) {
	c := newCompressor()
	rapid.Check(t, func(t *rapid.T) {
		b := rapid.OneOf(
			rapid.SliceOf(rapid.Byte()),
			rapid.Map(rapid.SliceOf(rapid.SampledFrom([]string{"\x00", "\x01", `"seq":`, "lỗi micro ", `{"state":"sent"`, "0123456789"})), func(s []string) []byte { return []byte(strings.Join(s, "")) }),
		).Draw(t, "b")
		packed := c.pack(b)
		if len(packed) > len(b)+1 {
			t.Errorf("%d bytes are stored as %d", len(b), len(packed))
		}
		got, err := c.unpack(string(packed))
		if err != nil || !bytes.Equal(got, b) {
			t.Errorf("%q comes back as %q (%v)", b, got, err)
		}
	})
}

// TestWhatWasStoredBeforeIsRead, and nothing stays nothing.
func TestWhatWasStoredBeforeIsRead(t *testing.T) {
	c := newCompressor()
	if got, err := c.unpack(`{"v":1}`); err != nil || string(got) != `{"v":1}` {
		t.Errorf("got %q (%v), want it as it is", got, err)
	}
	if got, err := c.unpack(""); err != nil || got != nil {
		t.Errorf("got %q (%v), want nil", got, err)
	}
	if got := c.pack(nil); len(got) != 0 {
		t.Errorf("nothing is stored as %q", got)
	}
}

// TestTheDictionaryIsTheOneItWasWrittenWith: another byte in it, and what users
// have stored can't be read any more.
func TestTheDictionaryIsTheOneItWasWrittenWith(t *testing.T) {
	c := newCompressor()
	const line = `{"seq":7,"at":"2026-11-29T15:05:35.257362433Z","by":"user","name":"Minh","kind":"button","text":"Safari","message":"964724010"}`
	got, err := c.unpack(stored1)
	if err != nil || string(got) != line {
		t.Errorf("got %q (%v), want %q: a dictionary is never changed, only followed by another", got, err, line)
	}
}

// stored1 is a line as it was stored with the first dictionary.
const stored1 = "\x01\x7f\x11\xc8\x15\x003\fMinh\x01\xc9\x15\x00(\f10\"}"

// TestWhatIsSpoiltIsAnError, and asks for no memory.
func TestWhatIsSpoiltIsAnError(t *testing.T) {
	c := newCompressor()
	for _, v := range []string{"\x01", "\x01\xff\xff\xff\xff\x0f", "\x01\x80", stored1[:len(stored1)-2], "\x01\x05abc"} {
		if b, err := c.unpack(v); !errors.Is(err, errUnpack) {
			t.Errorf("%q is taken for %q (%v)", v, b, err)
		}
	}
}
