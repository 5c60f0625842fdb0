package capped_test

import (
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"hotro/internal/capped"
)

func TestWhatFitsIsReadWhole(t *testing.T) {
	for _, s := range []string{"", "abc", "abcd"} {
		got, err := capped.ReadAll(strings.NewReader(s), 4)
		if err != nil || string(got) != s {
			t.Errorf("ReadAll: got %q, %v; want %q", got, err, s)
		}
		got, err = io.ReadAll(capped.Body(io.NopCloser(iotest.OneByteReader(strings.NewReader(s))), 4))
		if err != nil || string(got) != s {
			t.Errorf("Body: got %q, %v; want %q", got, err, s)
		}
	}
}

func TestWhatIsTooLargeFails(t *testing.T) {
	if got, err := capped.ReadAll(strings.NewReader("abcde"), 4); !errors.Is(err, capped.ErrTooLarge) || got != nil {
		t.Errorf("ReadAll: got %q, %v; want ErrTooLarge", got, err)
	}
	if got, err := io.ReadAll(capped.Body(io.NopCloser(strings.NewReader("abcde")), 4)); !errors.Is(err, capped.ErrTooLarge) || string(got) != "abcd" {
		t.Errorf("Body: got %q, %v; want the first four bytes and ErrTooLarge", got, err)
	}
}

func TestAFailureOfTheReaderIsReturned(t *testing.T) {
	broken := errors.New("broken")
	if _, err := capped.ReadAll(iotest.ErrReader(broken), 4); !errors.Is(err, broken) {
		t.Errorf("got %v, want the reader's failure", err)
	}
}

// TestWhatSaysItsSizeIsReadWhole, whether or not that is true.
func TestWhatSaysItsSizeIsReadWhole(t *testing.T) {
	const text = "xin chào ạ"
	for _, says := range []int64{-1, 0, 3, int64(len(text)), 1 << 40} {
		if got, err := capped.Sized(strings.NewReader(text), says); err != nil || string(got) != text {
			t.Errorf("saying %d: got %q, %v; want all of it", says, got, err)
		}
	}
	if _, err := capped.Sized(iotest.ErrReader(io.ErrUnexpectedEOF), 5); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("got %v, want what the reader failed with", err)
	}
}
