package intent

import (
	"testing"

	"hotro/prompts"
)

func TestEveryMeaningHasWords(t *testing.T) {
	w, err := LoadWords(prompts.FS)
	if err != nil {
		t.Fatal(err)
	}
	have := map[string]bool{}
	for _, m := range w.Meanings {
		if have[m.Name] {
			t.Errorf("meaning %s is given twice", m.Name)
		}
		have[m.Name] = true
	}
	for _, a := range w.Acts {
		have[a.Meaning] = true
	}
	for _, m := range meanings() {
		if !have[m] {
			t.Errorf("meaning %s has no words", m)
		}
	}
}
