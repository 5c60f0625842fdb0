package dialog_test

import (
	"strings"
	"testing"

	"hotro/internal/chat"
	"hotro/internal/dialog"
)

// TestStickersArePoliteness: what people send for fun is no error that nobody
// understands, and says the same words once.
func TestStickersArePoliteness(t *testing.T) {
	e := mustShipped(t)
	st := e.Step(dialog.State{}, []dialog.Line{{Incoming: chat.Incoming{Kind: chat.KindText, Text: "FROM_NUMBER_NOT_FOUND"}}}, monday).State
	gif := chat.Incoming{Kind: chat.KindFile, Files: []chat.File{{Kind: chat.FileVideo, MIME: "video/mp4", Name: "tenor.gif.mp4"}}}
	last := ""
	for _, in := range []chat.Incoming{{Kind: chat.KindSticker}, {Kind: chat.KindSticker, Text: "🎲"}, gif, {Kind: chat.KindSticker, Text: "🤖"}} {
		o := e.Step(st, []dialog.Line{{Incoming: in}}, monday)
		if st = o.State; len(o.Say) != 1 || !strings.Contains(o.Say[0].Text, "ở đây ạ") && !strings.Contains(o.Say[0].Text, "em đây ạ") {
			t.Fatalf("%+v: got %+v, want a word that somebody is there", in, o.Say)
		}
		if o.Say[0].Text == last || o.State.Misses != 0 || len(o.Say[0].Choices) == 0 {
			t.Errorf("%+v: got %+v after %q, want other words and the buttons", in, o.Say, last)
		}
		last = o.Say[0].Text
	}
	if o := e.Step(st, []dialog.Line{{Incoming: chat.Incoming{Kind: chat.KindSticker, Text: "👍"}}}, monday); o.Kind != chat.TurnMiss && o.Kind != chat.TurnAck && o.State.Place.Flow == nil {
		t.Errorf("got %+v, want the thumb heard as what it says", o)
	}
	person := e.Step(dialog.State{}, []dialog.Line{{Incoming: chat.Incoming{Kind: chat.KindText, Text: "gặp nhân viên"}}}, monday).State
	o := e.Step(person, []dialog.Line{{Incoming: chat.Incoming{Kind: chat.KindSticker}}}, monday)
	if o.Update || o.Kind != chat.TurnAck {
		t.Errorf("got %+v, want a sticker to add nothing to the request", o)
	}
}
