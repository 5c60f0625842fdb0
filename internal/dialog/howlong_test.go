package dialog_test

import (
	"strings"
	"testing"
	"time"

	"hotro/internal/chat"
	"hotro/internal/dialog"
)

// TestOfferTellsThePromise: asked for at the offer, with the offer made again; who
// agrees in the same breath is handed over.
func TestOfferTellsThePromise(t *testing.T) {
	for line, handed := range map[string]bool{
		"chờ có lâu không em":             false,
		"khi nào thì có người trả lời":    false,
		"how long will I wait?":           false,
		"ok chuyển giúp em, mấy phút vậy": true,
	} {
		k, _ := says(t, "quên mật khẩu rồi")
		l := dialog.Line{Incoming: chat.Incoming{Kind: chat.KindText, Text: line}, Promise: "Nhân viên trả lời trong 15 phút ạ."}
		o := k.eng.Step(k.st, []dialog.Line{l}, k.now.Add(time.Minute))
		if (o.Handoff != nil) != handed {
			t.Errorf("%q: got %s: %q, want handed over: %v", line, o.Kind, said(o), handed)
		}
		if !handed && (!strings.Contains(said(o), "15 phút") || o.State.Place.Screen != dialog.AtOffer) {
			t.Errorf("%q: got %q at %s, want the promise and the offer", line, said(o), o.State.Place.Screen)
		}
	}
}
