package telegram

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf16"

	"pgregory.net/rapid"

	"hotro/internal/channels"
	"hotro/internal/channels/telegram/telegramtest"
	"hotro/internal/chat"
)

func TestLooksPointAtTheirText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var r RichText
		var want []string
		for range rapid.IntRange(1, 6).Draw(t, "n") {
			s := rapid.StringN(1, 10, -1).Draw(t, "s")
			look := rapid.SampledFrom([]Look{Plain, Bold}).Draw(t, "look")
			r.Add(s, look)
			if look != Plain && strings.TrimSpace(s) != "" {
				want = append(want, strings.ToValidUTF8(s, "\uFFFD"))
			}
		}
		m := r.Message()
		all := utf16.Encode([]rune(m.Text))
		if len(m.Entities) != len(want) {
			t.Fatalf("%d looks, want %d", len(m.Entities), len(want))
		}
		for i, e := range m.Entities {
			if got := string(utf16.Decode(all[e.Offset : e.Offset+e.Length])); got != want[i] {
				t.Fatalf("look %d is on %q, want %q", i, got, want[i])
			}
		}
	})
}

// TestATopicsLife walks through what a front does in a forum group; asking
// for what is so already is fine.
func TestATopicsLife(t *testing.T) {
	tg, b, _, _ := started(t, Options{})
	forum := tg.Forum(staffGroup)
	lan := forum.Member(9, "Lan")
	group, ctx := b.Address(itoa(staffGroup), ""), t.Context()
	ok := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	icons, err := b.TopicIcons(ctx)
	ok(err)
	at := group
	at.Thread, err = b.CreateTopic(ctx, group, Topic{Name: "#1 Hà", Icon: icons[0].ID, Colour: Red})
	ok(err)
	for range 2 {
		ok(b.EditTopic(ctx, at, Topic{Name: "#1 Hà · xong", Icon: icons[1].ID}))
		ok(b.CloseTopic(ctx, at))
	}
	if got := forum.Topic(1); got.Name != "#1 Hà · xong" || got.Icon != icons[1].ID || !got.Closed {
		t.Errorf("got %+v, want it renamed and closed", got)
	}
	for range 2 {
		ok(b.ReopenTopic(ctx, at))
	}
	card := Message{Text: "<b>thẻ</b>", HTML: true, Buttons: [][]chat.Choice{{{Label: "Nhận", Data: "a"}}, {{Label: "Đóng", Data: "b"}}}}
	id, err := b.Post(ctx, at, card)
	ok(err)
	for range 2 {
		card.Text = "<b>thẻ</b> mới"
		ok(b.EditMessage(ctx, at, id, card))
	}
	ok(b.PinMessage(ctx, at, id))
	line := lan.Writes(forum.Topic(1).ID, "xong")
	ok(b.React(ctx, at, itoa(line.ID), "👌"))
	got := forum.Topic(1).Messages()
	if last := got[len(got)-2]; last.Text != "thẻ mới" || !last.Pinned || strings.Join(last.Labels(), " ") != "Nhận Đóng" {
		t.Errorf("got %+v, want the pinned card with two buttons", last)
	}
	ok(b.DeleteMessage(ctx, at, id))
	if err := b.EditMessage(ctx, at, id, card); !errors.Is(err, ErrMessageGone) {
		t.Errorf("got %v, want ErrMessageGone", err)
	}
}

func TestMemberships(t *testing.T) {
	for member, want := range map[string]Membership{
		`{"status":"creator"}`: Admin, `{"status":"administrator"}`: Admin, `{"status":"member"}`: Member,
		`{"status":"restricted","is_member":true}`: Member, `{"status":"restricted"}`: NoMember, `{"status":"left"}`: NoMember, `{"status":"kicked"}`: NoMember,
	} {
		b := answering(t, 200, `{"ok":true,"result":`+member+`}`)
		if is, err := b.Membership(t.Context(), b.Address("-1001", ""), "9"); err != nil || is != want {
			t.Errorf("%s: got %v, %v, want %v", member, is, err, want)
		}
	}
}

// TestAnAlbumHasAnIDForEachItem: edits and quotes of each picture need one.
func TestAnAlbumHasAnIDForEachItem(t *testing.T) {
	tg, b, _, _ := started(t, Options{})
	u := tg.User(42, "Hà")
	ids, err := b.PostAlbum(t.Context(), b.Address("42", ""), "", false, AlbumItem{photoOf(u), "một"}, AlbumItem{photoOf(u), ""})
	if err != nil || len(ids) != 2 || ids[0] == ids[1] {
		t.Errorf("got %v, %v, want two ids", ids, err)
	}
	short := answering(t, 200, `{"ok":true,"result":[{"message_id":7}]}`)
	var f *channels.Failure
	if _, err := short.PostAlbum(t.Context(), short.Address("1", ""), "", false, AlbumItem{}, AlbumItem{}); !errors.As(err, &f) || f.Class != channels.Unknown {
		t.Errorf("one message for two items: got %v, want Unknown", err)
	}
}

// TestOperationsTellWhyTheyFailed: the same refusal is found whatever was
// asked for.
func TestOperationsTellWhyTheyFailed(t *testing.T) {
	for _, c := range []struct {
		description, more string
		is                error
	}{
		{"Bad Request: message thread not found", "", ErrTopicNotFound},
		{"Bad Request: TOPIC_ID_INVALID", "", ErrTopicNotFound},
		{"Bad Request: TOPIC_CLOSED", "", ErrTopicClosed},
		{"Bad Request: the chat is not a forum", "", ErrTopicsOff},
		{"Bad Request: not enough rights to create a topic", "", ErrNotEnoughRights},
		{"Bad Request: message to edit not found", "", ErrMessageGone},
		{"Bad Request: group chat was upgraded to a supergroup chat", `,"parameters":{"migrate_to_chat_id":-1009}`, ErrChatMigrated{To: "-1009"}},
	} {
		b := answering(t, 400, no(400, c.description, c.more))
		at := b.Address("-1001", "5")
		_, create := b.CreateTopic(t.Context(), at, Topic{Name: "a"})
		_, post := b.Post(t.Context(), at, Message{Text: "a"})
		_, album := b.PostAlbum(t.Context(), at, "", false, AlbumItem{}, AlbumItem{})
		_, icons := b.TopicIcons(t.Context())
		_, member := b.Membership(t.Context(), at, "1")
		for name, err := range map[string]error{
			"create": create, "post": post, "album": album, "icons": icons, "member": member,
			"edit topic": b.EditTopic(t.Context(), at, Topic{Name: "a"}), "close": b.CloseTopic(t.Context(), at), "reopen": b.ReopenTopic(t.Context(), at),
			"edit": b.EditMessage(t.Context(), at, "1", Message{Text: "a"}), "delete": b.DeleteMessage(t.Context(), at, "1"),
			"pin": b.PinMessage(t.Context(), at, "1"), "react": b.React(t.Context(), at, "1", "👌"),
		} {
			if !errors.Is(err, c.is) {
				t.Errorf("%s: %s: got %v, want %v", c.description, name, err, c.is)
			}
		}
	}
}

// TestWhatCantBeReadWasDone: such an answer may follow a topic that was made.
func TestWhatCantBeReadWasDone(t *testing.T) {
	b := answering(t, 200, `{"ok":true,"result":"?"}`)
	at := b.Address("-1001", "")
	_, create := b.CreateTopic(t.Context(), at, Topic{Name: "a"})
	_, post := b.Post(t.Context(), at, Message{Text: "a"})
	for _, err := range []error{create, post} {
		var f *channels.Failure
		if !errors.As(err, &f) || f.Class != channels.Unknown {
			t.Errorf("got %v, want Unknown", err)
		}
	}
	var f *channels.Failure
	if _, err := b.Membership(t.Context(), at, "1"); !errors.As(err, &f) || f.Class != channels.Operator {
		t.Errorf("membership: got %v, want Operator", err)
	}
}

func TestTopicLink(t *testing.T) {
	for want, at := range map[string]chat.Address{
		"https://t.me/c/1234567890/5": {Chat: "-1001234567890", Thread: "5"},
		"":                            {Chat: "-1001234567890"},
	} {
		if got := TopicLink(at); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	if got := TopicLink(chat.Address{Chat: "-55", Thread: "5"}); got != "" {
		t.Errorf("a plain group: got %q, want none", got)
	}
}

func TestAMessageForAnUnknownTopicIsTakenBack(t *testing.T) {
	tg, b, _, _ := started(t, Options{}, telegramtest.Options{Lenient: true})
	forum := tg.Forum(staffGroup)
	if _, err := b.Post(t.Context(), b.Address(itoa(staffGroup), "4711"), Message{Text: "bí mật"}); !errors.Is(err, ErrTopicNotFound) {
		t.Errorf("got %v, want ErrTopicNotFound", err)
	}
	if got := forum.General(); len(got) != 0 {
		t.Errorf("General shows %+v, want nothing", got)
	}
}
