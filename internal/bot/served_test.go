package bot_test

import (
	"strings"
	"testing"

	"hotro/internal/bot"
	"hotro/internal/chat"
	"hotro/internal/desk"
	"hotro/internal/dialog"
	"hotro/internal/intent"
	"hotro/internal/kb"
	"hotro/prompts"
)

// understands gives the bot what the program understands of lines, over an empty guide.
func understands(t *testing.T) func(*bot.Options) {
	t.Helper()
	guide := &kb.Guide{Version: "1"}
	w, err := intent.LoadWords(prompts.FS)
	if err != nil {
		t.Fatal(err)
	}
	m := intent.New(guide, w)
	eng := dialog.New(dialog.Options{Guide: guide, Reader: m, Say: map[string]*prompts.Say{"vi": prompts.Must("vi")}})
	return func(o *bot.Options) { o.Dialog = func() (*dialog.Engine, bot.Reader) { return eng, m } }
}

// served is a user whom Lan has answered.
func served(t *testing.T) *talk {
	t.Helper()
	k := newTalk(t, understands(t))
	k.presses("human")
	lan := desk.Staff{ID: "web:lan", Name: "Lan"}
	if err := k.desk.Claim(t.Context(), k.at.String(), lan, ""); err != nil {
		t.Fatal(err)
	}
	if _, err := k.desk.Say(t.Context(), k.at.String(), lan, "web", chat.Reply{Text: "Anh tải lại trang giúp em nhé"}, ""); err != nil {
		t.Fatal(err)
	}
	k.said()
	return k
}

// TestWhatAsksNothingBeginsNoPromise while staff talk with the user: thanks do not, a
// question and a fact do.
func TestWhatAsksNothingBeginsNoPromise(t *testing.T) {
	for line, want := range map[string]bool{
		"👍": false, "dạ vâng em cảm ơn": false, "Gặp nhân viên": false, "Menu": false, "Làm lại": false,
		"vẫn lỗi ạ": true, "bao lâu nữa ạ?": true, "em gọi từ máy lẻ 101": true,
	} {
		k := served(t)
		k.writes(line)
		if c := k.conv(); c.Ticket.Asked.IsZero() == want {
			t.Errorf("%q: a promise began: %v, want %v", line, !want, want)
		}
	}
}

// TestTheBotsScreensAreDeadWhileStaffTalk: its buttons and shortcuts are answered with
// a word, and neither name the ticket nor begin a promise.
func TestTheBotsScreensAreDeadWhileStaffTalk(t *testing.T) {
	for what, does := range map[string]func(*talk) []string{
		"the list":     func(k *talk) []string { return k.presses("menu") },
		"a person":     func(k *talk) []string { return k.presses("human") },
		"the shortcut": func(k *talk) []string { return k.writes("Gặp nhân viên") },
		"all again":    func(k *talk) []string { return k.writes("Làm lại") },
		"the menu":     func(k *talk) []string { return k.writes("Menu") },
	} {
		k := served(t)
		before := *k.conv().Ticket
		said := does(k)
		after := k.conv().Ticket
		if len(said) != 1 || !strings.Contains(said[0], "Lan") {
			t.Errorf("%s: the bot said %q, want a word that names Lan", what, said)
		}
		if after.Title != before.Title || !after.Asked.IsZero() || after.Unread != before.Unread {
			t.Errorf("%s: title %q, asked %v, unread %d: want the ticket as it was", what, after.Title, after.Asked, after.Unread)
		}
	}
}

// TestCancellingWhileStaffTalkIsTold to staff in a line and in the list, and the user
// hears so.
func TestCancellingWhileStaffTalkIsTold(t *testing.T) {
	k := newTalk(t, understands(t))
	k.presses("human")
	k.writes("có ai chưa")
	cancel := k.button("cancel:")
	if err := k.desk.Claim(t.Context(), k.at.String(), desk.Staff{ID: "web:lan", Name: "Lan"}, ""); err != nil {
		t.Fatal(err)
	}
	k.said()
	said := k.presses(cancel)
	tk := k.conv().Ticket
	if len(said) != 1 || !strings.Contains(said[0], "đã báo nhân viên **Lan**") || !tk.Open() {
		t.Errorf("the user heard %q, the ticket is %s; want that Lan was told, and it open", said, tk.State)
	}
	if !strings.Contains(tk.Said, "không cần") || tk.SaidBy != chat.ByUser {
		t.Errorf("the list shows %q by %s, want that the user needs nobody any more", tk.Said, tk.SaidBy)
	}
}
