package dialog_test

import (
	"strings"
	"testing"
	"time"

	"hotro/internal/chat"
	"hotro/internal/dialog"
	"hotro/internal/kb"
)

// TestTongue: the language is the one that people write, else the platform's;
// what tells of none changes nothing.
func TestTongue(t *testing.T) {
	eng := mustShipped(t)
	for _, c := range []struct {
		was, platform, line, want string
	}{
		{"", "", "hello, my microphone is not working", "en"},
		{"", "", "GET_USER_MEDIA_ERROR when I make a call", "en"},
		{"", "", "the agent cannot call out", "en"},
		{"", "", "microphone permission denied", ""},
		{"", "", "camera mic permission denied, test call fail", ""},
		{"", "", "from number not allows agent call out", ""},
		{"", "", "it says agent not found or in another call, what should I do", "en"},
		{"", "", "the browser blocks my microphone", "en"},
		{"", "", "calls hang up right away when i dial", "en"},
		{"", "", "a ntn vs mk", ""},
		{"", "", "ban do may ao vmware, it khoa", ""},
		{"vi", "", "do la may tram citrix gi do, chac it chan", "vi"},
		{"", "", "the screen tells me «số khách đang bị chặn»", "en"},
		{"", "", "màn hình hiện \"you are not allowed to do this\" ạ", "vi"},
		{"en", "", "nope its in vietnamese as always", "en"},
		{"", "", "lỗi micro", "vi"},
		{"", "", "em check mic thi no bao error, fix giup em voi", "vi"},
		{"", "", "FROM_NUMBER_NOT_FOUND", ""},
		{"", "en", "FROM_NUMBER_NOT_FOUND", "en"},
		{"", "en-GB", "1", "en"},
		{"", "fr", "1", ""},
		{"", "en", "chị ơi gọi không được", "vi"},
		{"", "en", "goi khong duoc", "vi"},
		{"", "vi", "I can't call my customer", "en"},
		{"en", "vi", "1", "en"},
		{"en", "vi", "still the same", "en"},
		{"en", "vi", "I don't see Cài đặt there", "en"},
		{"en", "vi", "Nguyễn Văn An", "en"},
		{"en", "en", "vẫn bị lỗi em ơi", "vi"},
		{"en", "en", "van bi loi em oi", "vi"},
		{"vi", "en", "1", "vi"},
		{"vi", "en", "nút reset the page ở đâu", "vi"},
		{"vi", "en", "sorry, can you speak English?", "en"},
		{"en", "en", "nói tiếng Việt đi em", "vi"},
	} {
		l := dialog.Line{Incoming: chat.Incoming{Kind: chat.KindText, Text: c.line, User: chat.User{ID: "1", Lang: c.platform}}}
		if got := eng.Tongue(dialog.State{Lang: c.was}, []dialog.Line{l}).Lang; got != c.want {
			t.Errorf("after %q, platform %q, %q: got %q, want %q", c.was, c.platform, c.line, got, c.want)
		}
	}
}

// TestAnAppSetToAnotherLanguage: who switches the page to another language goes
// on in it; what an app was set to all along changes nothing.
func TestAnAppSetToAnotherLanguage(t *testing.T) {
	eng := mustShipped(t)
	press := func(st dialog.State, app string) dialog.State {
		in := chat.Incoming{Kind: chat.KindButton, Data: "menu", User: chat.User{ID: "1", Lang: app}}
		return eng.Step(st, []dialog.Line{{Incoming: in}}, monday).State
	}
	old := dialog.State{Place: dialog.Place{Screen: dialog.AtMenu}, Turn: 7} // from before it was kept
	if st := press(old, "en"); st.Lang != "" {
		t.Errorf("in the middle of a talk the language became %q", st.Lang)
	}
	st := press(dialog.State{}, "vi")
	if st = press(st, "en"); st.Lang != "en" {
		t.Errorf("the page was set to English, the talk is in %q", st.Lang)
	}
	if st = press(st, "vi"); st.Lang != "vi" {
		t.Errorf("the page was set back, the talk is in %q", st.Lang)
	}
}

// TestWhatOthersWroteChangesNoLanguage: an English message that a Vietnamese
// user passes on is answered in Vietnamese.
func TestWhatOthersWroteChangesNoLanguage(t *testing.T) {
	in := chat.Incoming{Kind: chat.KindText, Text: "I can't call my customer, what should I do?", Origin: "John"}
	if got := mustShipped(t).Tongue(dialog.State{}, []dialog.Line{{Incoming: in}}).Lang; got != "" {
		t.Errorf("language after a message that was passed on: got %q, want none", got)
	}
}

// TestAGuideWithoutTheLanguage: where the documents have no English, an English
// user hears so beside the first step of each walk, in English, and how to get a
// person; no title or question is left in Vietnamese.
func TestAGuideWithoutTheLanguage(t *testing.T) {
	doc := "# Lỗi\n\n## MAY_IN_KET_GIAY\n<!-- topic\nname: máy in bị kẹt giấy\nask: Giấy kẹt ở khay nào ạ?\n-->\n\nMáy in bị kẹt giấy.\n\n" +
		"### Khay trên\n\n1. Mở nắp trên, rút giấy ra.\n2. Tắt máy rồi bật lại.\n\n### Khay dưới\n\n1. Kéo khay dưới ra.\n"
	g, _, err := kb.Compile(memFS{"a.md": []byte(doc)})
	if err != nil {
		t.Fatal(err)
	}
	eng, err := engine(g)
	if err != nil {
		t.Fatal(err)
	}
	tk := &talk{eng: eng, now: monday, st: dialog.State{Lang: "en"}}
	asked := tk.hears("MAY_IN_KET_GIAY")
	if got := said(asked); !strings.Contains(got, "only in Vietnamese") || strings.Contains(got, "kẹt") || !strings.Contains(got, "Which case") {
		t.Errorf("asked in %q", got)
	}
	first := tk.hears("1")
	if got := said(first); !strings.Contains(got, "only in Vietnamese") || !strings.Contains(got, "**Talk to a person**") || !strings.Contains(got, "Mở nắp trên") {
		t.Errorf("the first step is %q", got)
	}
	if got := said(tk.hears("why does it happen?")); strings.Contains(got, "kẹt") {
		t.Errorf("why: %q", got)
	}
	if got := said(tk.hears("still failing")); strings.Contains(got, "only in Vietnamese") || !strings.Contains(got, "bật lại") {
		t.Errorf("the second step is %q, want it without the remark", got)
	}
	if got := said(tk.hears("still failing")); strings.Contains(got, "Khay dưới") || !strings.Contains(got, "only in Vietnamese") {
		t.Errorf("the next case is %q", got)
	}
	if o := tk.hears("talk to a person"); o.Handoff == nil || o.Handoff.Title != "MAY_IN_KET_GIAY" || !strings.Contains(o.Handoff.Path[0].Text, "khay nào") {
		t.Errorf("handed over as %+v", o.Handoff)
	}
}

// TestButtonsFollowTheTongue: a line in another language that leaves the user at
// his step is answered with buttons in that language too.
func TestButtonsFollowTheTongue(t *testing.T) {
	eng := mustShipped(t)
	st := dialog.State{}
	for _, line := range []string{"GET_USER_MEDIA_ERROR", "Chrome", "who am i talking to, a bot or a real person?"} {
		o := eng.Step(st, []dialog.Line{{Incoming: chat.Incoming{Kind: chat.KindText, Text: line, User: chat.User{ID: "1"}}}}, time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC))
		st = o.State
	}
	if len(st.Offer) < 4 {
		t.Fatalf("offered %v, want the buttons of a step", st.Offer)
	}
	for i, want := range []string{"The call works", "Still failing", "Another way"} {
		if got := st.Offer[i].Label; got != want {
			t.Errorf("button %d is %q, want %q", i+1, got, want)
		}
	}
}
