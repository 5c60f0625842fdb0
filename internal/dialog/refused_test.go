package dialog

import (
	"testing"
	"time"

	"hotro/internal/chat"
	"hotro/internal/intent/intenttest"
	"hotro/prompts"
)

// TestNeededWordsExist: what declares a need is said somewhere.
func TestNeededWordsExist(t *testing.T) {
	for _, lang := range []string{"vi", "en"} {
		for key := range needed() {
			if !prompts.Must(lang).Has("dialog." + key) {
				t.Errorf("%s: no words %q", lang, key)
			}
		}
	}
}

// TestAnswersThatPointNowhere are refused, and the next listener hears the line.
func TestAnswersThatPointNowhere(t *testing.T) {
	e := New(Options{Guide: intenttest.Guide(t), Reader: intenttest.Matcher(t), Say: map[string]*prompts.Say{"vi": prompts.Must("vi")}})
	for key, need := range needed() {
		tn := e.turn(State{}, time.Time{})
		tn.st.Place = Place{Screen: AtMenu}
		next := false
		hearing(tn, &utterance{}, []func(*turn, *utterance) bool{
			func(t *turn, _ *utterance) bool { t.out.Kind = chat.TurnHow; t.around(key); return true },
			func(t *turn, _ *utterance) bool { next = true; t.around("hold"); return true },
			func(t *turn, _ *utterance) bool { return true },
		})
		if !next {
			t.Errorf("%q, which needs %d, is said at the menu", key, need)
		}
	}
}

// TestWordsSaidJustNow give way to whoever knows better, and are said once more
// where nobody does.
func TestWordsSaidJustNow(t *testing.T) {
	e := New(Options{Guide: intenttest.Guide(t), Reader: intenttest.Matcher(t), Say: map[string]*prompts.Say{"vi": prompts.Must("vi")}})
	for _, tt := range []struct {
		next string
		want string
	}{{chat.TurnWhy, chat.TurnWhy}, {chat.TurnMiss, chat.TurnHow}, {chat.TurnOffer, chat.TurnHow}} {
		tn := e.turn(State{}, time.Time{})
		tn.st.Place, tn.st.Said = Place{Screen: AtMenu}, digest("Như trên.")
		hearing(tn, &utterance{}, []func(*turn, *utterance) bool{
			func(t *turn, _ *utterance) bool { t.out.Kind = chat.TurnHow; t.show("Như trên."); return true },
			func(t *turn, _ *utterance) bool { t.out.Kind = tt.next; t.show("Khác."); return true },
			func(t *turn, _ *utterance) bool { return true },
		})
		if tn.out.Kind != tt.want {
			t.Errorf("before %q: got %q, want %q", tt.next, tn.out.Kind, tt.want)
		}
	}
}
