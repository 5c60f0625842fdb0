package channels_test

import (
	"context"
	"errors"
	"testing"

	"hotro/internal/channels"
	"hotro/internal/chat"
	"hotro/internal/store"
)

type mute struct{}

func (mute) Split(r chat.Reply) []chat.Reply { return []chat.Reply{r} }
func (mute) Send(context.Context, chat.Address, chat.Reply) (string, error) {
	return "1", nil
}

// TestARegistryAnswersForPlatformsThatAreNotThere: a channel that was switched
// off still has conversations and files.
func TestARegistryAnswersForPlatformsThatAreNotThere(t *testing.T) {
	var r channels.Registry
	gone := chat.Address{Channel: "gone", Bot: "b", Chat: "c"}
	r.Typing(t.Context(), gone)
	if name, err := r.UserName(t.Context(), gone); name != "" || err != nil || r.Names() {
		t.Errorf("the name of a user of nowhere: got %q, %v", name, err)
	}
	if _, err := r.Fetch(t.Context(), chat.File{Channel: "gone", Ref: "x"}, 10); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("a file of nowhere: got %v, want ErrNotFound", err)
	}
	named := channels.Platform{Name: "pigeon", Icon: "bird", Sender: mute{}, UserName: func(context.Context, chat.Address) (string, error) { return "Lan", nil }}
	if err := r.Add(named); err != nil {
		t.Fatal(err)
	}
	if name, err := r.UserName(t.Context(), chat.Address{Channel: "pigeon"}); name != "Lan" || err != nil || !r.Names() {
		t.Errorf("the name of a user of a platform that tells it: got %q, %v", name, err)
	}
	if f, err := r.UserPicture(t.Context(), gone); f != (chat.File{}) || err != nil || r.Pictures() {
		t.Errorf("the picture of a user of nowhere: got %+v, %v", f, err)
	}
	if r.Icon("pigeon") != "bird" || r.Icon("gone") != "" || len(r.Senders()) != 1 || len(r.Limits()) != 1 {
		t.Errorf("got icon %q, %d senders, %d limits", r.Icon("pigeon"), len(r.Senders()), len(r.Limits()))
	}
	for _, bad := range []channels.Platform{named, {Name: "dumb"}, {Sender: mute{}}} {
		if err := r.Add(bad); err == nil {
			t.Errorf("platform %q was taken in: twice, without a name or without a sender", bad.Name)
		}
	}
}
