package intent

import (
	"testing"

	"hotro/internal/intent/acts"
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
	acts.New(w).Rank(new(acts.Buffers), "").Among(func(act string) bool {
		have[act] = true // it is learnt
		return false
	})
	for _, m := range meanings() {
		if !have[m] {
			t.Errorf("meaning %s has no words", m)
		}
	}
}
