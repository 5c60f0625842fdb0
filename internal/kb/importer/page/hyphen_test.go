package page

import "testing"

// A word that a line cuts is whole again where the text has it elsewhere; else its
// hyphen stays, for it may be the word's own.
func TestCutWords(t *testing.T) {
	got := Lines("Press the reset but-\nton and turn the right-\nhand knob. The button is red.", 1)
	if want := "Press the reset button and turn the right-hand knob. The button is red."; len(got) != 1 || got[0].Text != want {
		t.Errorf("got %+v, want %q", got, want)
	}
}
