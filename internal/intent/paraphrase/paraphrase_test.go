package paraphrase_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"hotro/internal/intent/paraphrase"
	"hotro/prompts"
)

func TestOf(t *testing.T) {
	ls, err := paraphrase.Load(prompts.FS)
	if err != nil {
		t.Fatal(err)
	}
	got := ls.Of("en", "The payment was declined.")
	for _, want := range []string{"the payment was rejected", "the card was declined", "payment declined"} {
		if !slices.Contains(got, want) {
			t.Errorf("got %q, want %q among them", got, want)
		}
	}
	if got := ls.Of("xx", "The payment was declined."); got != nil {
		t.Errorf("of a language that nobody knows: got %q", got)
	}
	if got := ls.Forms("en", "Unlocked the bikes"); !strings.Contains(got, "unlock ") || !strings.Contains(got, "unlocking") || strings.Contains(got, "the") {
		t.Errorf("got forms %q, want those of unlock and no small words", got)
	}
}

func TestWhatCannotBeRead(t *testing.T) {
	for _, text := range []string{"small = 1", "smal = []"} {
		if _, err := paraphrase.Load(fstest.MapFS{"paraphrases/xx.toml": {Data: []byte(text)}}); err == nil || !strings.Contains(err.Error(), "paraphrases/xx.toml") {
			t.Errorf("%q: got %v, want an error that names the file", text, err)
		}
	}
}
