package dialog_test

import (
	"strings"
	"testing"
	"time"

	"hotro/internal/chat"
	"hotro/internal/dialog"
)

// at is a talk that has come to the list of topics.
func atMenu(t *testing.T) *talk {
	t.Helper()
	tk := &talk{eng: mustShipped(t), now: monday}
	tk.hears("menu")
	return tk
}

// comes has something other than words arrive.
func (tk *talk) comes(in chat.Incoming) dialog.Outcome {
	tk.now = tk.now.Add(5 * time.Second)
	o := tk.eng.Step(tk.reread(), []dialog.Line{{Incoming: in}}, tk.now)
	tk.take(o)
	return o
}

func said(o dialog.Outcome) string {
	var out []string
	for _, r := range o.Say {
		out = append(out, r.Text)
	}
	return strings.Join(out, "\n")
}

// TestNumbersAsPeopleWriteThem: on a numbered screen each of these is its
// third option, on every channel.
func TestNumbersAsPeopleWriteThem(t *testing.T) {
	want := atMenu(t).hears("3")
	for _, s := range []string{
		"số 3", "3 ạ", "mục 3", "3️⃣", "cái thứ 3", "lỗi số 3", "câu 3 nha", "ba", "số ba", "Số 3 ạ em", "em chọn số 3 nhé", "3.", "#3", "(3)", "dạ 3", "chọn 3 ạ", "lựa chọn thứ ba ạ", "phương án 3", "lỗi 3", "3 nha shop",
	} {
		if got := atMenu(t).hears(s); said(got) != said(want) {
			t.Errorf("%q: got %q, want what 3 opens", s, said(got))
		}
	}
	for _, s := range []string{"3 ngày rồi", "lỗi 3 lần", "gọi 3 cuộc đều lỗi", "31 32", "bà ba"} {
		if got := atMenu(t).hears(s); said(got) == said(want) {
			t.Errorf("%q: got the third option, want it read as words", s)
		}
	}
}

// TestEmoticonCodesAreWhatTheyLookLike: Zalo sends pictures as letters.
func TestEmoticonCodesAreWhatTheyLookLike(t *testing.T) {
	for code, emoji := range map[string]string{"/-strong": "👍", "/-heart": "❤️", "/-ok": "👌", "/-thanks": "🙏", "/-heart/-heart": "❤️ ❤️", "dạ /-ok": "dạ 👌"} {
		a, b := &talk{eng: mustShipped(t), now: monday}, &talk{eng: mustShipped(t), now: monday}
		a.hears("FROM_NUMBER_NOT_FOUND")
		b.hears("FROM_NUMBER_NOT_FOUND")
		got, want := a.hears(code), b.hears(emoji)
		if said(got) != said(want) || got.Kind == chat.TurnMiss {
			t.Errorf("%s: got %s %q, want %s %q", code, got.Kind, said(got), want.Kind, said(want))
		}
	}
	for _, s := range []string{":>", ":-h", ":o", ":-((", "/-rose", "/-bome", ":> :>", "😂", "🤣🤣"} {
		tk := &talk{eng: mustShipped(t), now: monday}
		tk.hears("FROM_NUMBER_NOT_FOUND")
		if o := tk.hears(s); o.Kind == chat.TurnMiss || strings.Contains(said(o), "chưa") {
			t.Errorf("%s: got %s %q, want no complaint", s, o.Kind, said(o))
		}
	}
	plain, with := atMenu(t).hears("gọi báo FROM_NUMBER_NOT_FOUND"), atMenu(t).hears("gọi báo FROM_NUMBER_NOT_FOUND :-((")
	if said(plain) != said(with) {
		t.Errorf("got %q, want the code heard beside an emoticon", said(with))
	}
}

// TestAThumbDownNamesNoCause: it is a mood, and neither a no to the question
// that tells causes apart nor word that a step did not help.
func TestAThumbDownNamesNoCause(t *testing.T) {
	for name, way := range map[string][]string{"a cause": {"FROM_NUMBER_NOT_FOUND"}, "a step": {"FROM_NUMBER_NOT_FOUND", "có đang dịch"}} {
		for _, s := range []string{"/-weak", "👎", "👎🏻👎🏻"} {
			tk := &talk{eng: mustShipped(t), now: monday}
			for _, w := range way {
				tk.hears(w)
			}
			before := tk.st.Place
			o := tk.hears(s)
			if got, want := place(tk.st), place(dialog.State{Place: before}); got != want || o.Kind == chat.TurnMiss || !strings.Contains(said(o), "nhân viên") {
				t.Errorf("%s, %s: got %s %q at %s, want to stay at %s and a person offered", name, s, o.Kind, said(o), got, want)
			}
		}
	}
}

// TestALinkSaysNothing: a code in it counts, other words in it do not.
func TestALinkSaysNothing(t *testing.T) {
	for _, s := range []string{"https://portal.x.vn/thank-you", "http://x.vn/-ok-thank", "https://x.vn/khong", "https://x.vn/gap-nhan-vien"} {
		tk := &talk{eng: mustShipped(t), now: monday}
		tk.hears("FROM_NUMBER_NOT_FOUND")
		before := tk.st.Place
		o := tk.hears(s)
		if o.Kind != chat.TurnMiss || place(tk.st) != place(dialog.State{Place: before}) {
			t.Errorf("%s: got %s %q, want the question again", s, o.Kind, said(o))
		}
	}
	if o := (&talk{eng: mustShipped(t), now: monday}).hears("https://x.vn/a?e=FROM_NUMBER_NOT_FOUND"); o.State.Place.Flow == nil {
		t.Errorf("a code in a link: got %s %q", o.Kind, said(o))
	}
}

// TestARatingOfATemplateIsThankedFor: and the error in its words is heard.
func TestARatingOfATemplateIsThankedFor(t *testing.T) {
	for words, want := range map[string]string{
		"⭐⭐⭐⭐⭐": "cảm ơn anh/chị đã đánh giá", "⭐⭐⭐⭐⭐\ntốt": "cảm ơn anh/chị đã đánh giá", "tốt": "cảm ơn anh/chị đã đánh giá",
		"⭐": "xin lỗi", "⭐\nNhân viên không nhiệt tình": "xin lỗi",
		"⭐\nem bị FROM_NUMBER_NOT_FOUND cả tuần": "FROM_NUMBER_NOT_FOUND",
	} {
		tk := &talk{eng: mustShipped(t), now: monday}
		if o := tk.comes(chat.Incoming{Kind: chat.KindUnsupported, Data: chat.Feedback, Text: words}); !strings.Contains(said(o), want) || o.State.Misses != 0 {
			t.Errorf("%q: got %s %q, want %q in it", words, o.Kind, said(o), want)
		}
	}
}

// TestAFileTooLargeToFetchIsNotPromised: neither the bot nor the desk can open
// it, and the user hears what else to send.
func TestAFileTooLargeToFetchIsNotPromised(t *testing.T) {
	tk := &talk{eng: mustShipped(t), now: monday}
	o := tk.comes(chat.Incoming{Kind: chat.KindFile, Files: []chat.File{{Kind: chat.FileDoc, Name: "a.log", Large: true}}})
	if !strings.Contains(said(o), "20 MB") || strings.Contains(said(o), "mở xem được") {
		t.Errorf("got %q, want it told that the file is too large", said(o))
	}
}

// TestWhatIsSharedIsKeptAndThankedFor: no question about an error follows. A
// card is the user's own number where that is known, else somebody's card.
func TestWhatIsSharedIsKeptAndThankedFor(t *testing.T) {
	const card = "Nguyễn Lan 0912345678"
	lan := chat.User{Name: "Nguyễn Lan"}
	for name, c := range map[string]struct {
		in         chat.Incoming
		fact, says string
	}{
		"the own number":       {chat.Incoming{Kind: chat.KindContact, Text: card, Data: chat.ContactOwn}, "phone", "gọi lại"},
		"a card of one's name": {chat.Incoming{Kind: chat.KindContact, Text: card, User: lan}, "phone", "gọi lại"},
		"a card":               {chat.Incoming{Kind: chat.KindContact, Text: card}, "card", "danh thiếp"},
		"a card of another":    {chat.Incoming{Kind: chat.KindContact, Text: card, Data: chat.ContactOther, User: lan}, "card", "danh thiếp"},
		"a card with a link":   {chat.Incoming{Kind: chat.KindContact, Text: "Nguyễn Lan https://zalo.me/1"}, "card", "nhắn số"},
		"where the user is":    {chat.Incoming{Kind: chat.KindLocation, Text: "10.79,106.78 Quán"}, "place", "vị trí"},
	} {
		tk := &talk{eng: mustShipped(t), now: monday}
		tk.hears("FROM_NUMBER_NOT_FOUND")
		o := tk.comes(c.in)
		if o.Kind == chat.TurnMiss || !strings.Contains(said(o), "cảm ơn") || !strings.Contains(said(o), c.says) || o.State.Misses != 0 {
			t.Errorf("%s: got %s %q, want thanks", name, o.Kind, said(o))
		}
		o = tk.hears("gặp nhân viên")
		if o.Handoff == nil || o.Handoff.Facts[c.fact] != c.in.Text || len(o.Handoff.Facts) != 1 {
			t.Errorf("%s: the ticket got %+v, want %q as its %s", name, o.Handoff, c.in.Text, c.fact)
		}
	}
}

// TestAContactCardAnswersTheQuestionForANumber.
func TestAContactCardAnswersTheQuestionForANumber(t *testing.T) {
	tk := &talk{eng: mustShipped(t), now: monday}
	tk.st.Place = dialog.Place{Screen: dialog.AtFact, Fact: "customer"}
	tk.st.Facts = map[string]string{"hotline": "1900"}
	o := tk.comes(chat.Incoming{Kind: chat.KindContact, Text: "Khách 0912345678"})
	if o.State.Facts["customer"] != "Khách 0912345678" {
		t.Errorf("got %+v, want the customer's number", o.State.Facts)
	}
}

// TestAButtonPressedAgain: a finger that slips is one press; later the button
// is answered, for it stands in the chat for good.
func TestAButtonPressedAgain(t *testing.T) {
	tk := &talk{eng: mustShipped(t), now: monday}
	tk.hears("FROM_NUMBER_NOT_FOUND")
	data := tk.button(t, "Có, đang dịch")
	press := chat.Incoming{Kind: chat.KindButton, Data: data}
	if o := tk.comes(press); said(o) == "" {
		t.Fatal("the first press was not answered")
	}
	if o := tk.comes(press); said(o) != "" {
		t.Errorf("five seconds later: got %q, want silence", said(o))
	}
	tk.now = tk.now.Add(10 * time.Second)
	if o := tk.comes(press); said(o) == "" {
		t.Error("twenty seconds later: got silence, want the present step")
	}
}

// TestMoreOptions: what a channel had no buttons for.
func TestMoreOptions(t *testing.T) {
	tk := atMenu(t)
	all := tk.st.Offer
	o := tk.comes(chat.Incoming{Kind: chat.KindButton, Data: "more:3"})
	if len(o.State.Offer) != len(all)-3 || o.State.Offer[0] != all[3] {
		t.Errorf("got %v, want what comes after the third of %v", o.State.Offer, all)
	}
	if o := tk.comes(chat.Incoming{Kind: chat.KindButton, Data: "more:99"}); said(o) == "" {
		t.Error("a forged one: got silence")
	}
}

// TestANewcomerIsGreetedByNameOnce, in the message that answers.
func TestANewcomerIsGreetedByNameOnce(t *testing.T) {
	for text, want := range map[string]string{
		"FROM_NUMBER_NOT_FOUND": "Dạ em chào anh/chị Nguyễn Lan ạ.\n\nDạ, em thấy",
		"xin chào":              "Dạ em chào anh/chị Nguyễn Lan, em là trợ lý",
	} {
		tk := &talk{eng: mustShipped(t), now: monday}
		in := chat.Incoming{Kind: chat.KindText, Text: text, User: chat.User{ID: "1", Name: "Nguyễn Lan"}}
		o := tk.eng.Step(tk.reread(), []dialog.Line{{Incoming: in, Hello: true}}, tk.now)
		tk.take(o)
		if !strings.HasPrefix(said(o), want) || strings.Count(said(o), "chào") != 1 {
			t.Errorf("%s: got %q, want it to begin with %q", text, said(o), want)
		}
		if o := tk.comes(in); strings.Contains(said(o), "Lan") {
			t.Errorf("%s again: got %q", text, said(o))
		}
	}
}
