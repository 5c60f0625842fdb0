package desk_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"hotro/internal/chat"
	"hotro/internal/desk"
	"hotro/internal/record"
	"hotro/internal/text"
)

func TestHandOffTellsNumberAndPlace(t *testing.T) {
	o := newOffice(t)
	o.asks(12)
	o.wantState(chat.Waiting, chat.HeldByQueue)
	o.wantTold("hand-off", "#12", "đầu hàng chờ", "15 phút")
}

func TestHandOffOutOfHoursTellsWhenPeopleAreBack(t *testing.T) {
	for _, c := range []struct{ at, want string }{
		{"2025-06-23 12:30", "13:30 hôm nay"},
		{"2025-06-23 20:00", "08:00 ngày mai"},
		{"2025-06-28 15:00", "08:00 thứ Hai, 30/06"},
	} {
		o := newOffice(t)
		at, err := time.ParseInLocation("2006-01-02 15:04", c.at, o.now.Location())
		o.ok(err)
		o.now = at
		o.asks(3)
		o.wantTold("hand-off at "+c.at, c.want)
	}
}

// TestAwayAndSoonUnreachable: out of hours a user of a platform that does not let
// us write for long is asked for a number; nobody else is.
func TestAwayAndSoonUnreachable(t *testing.T) {
	for name, c := range map[string]struct {
		hour   int
		window chat.Window
		phone  string
		want   bool
	}{
		"people are away":      {20, chat.Window{Free: time.Hour, Last: 48 * time.Hour}, "", true},
		"people are there":     {9, chat.Window{Free: time.Hour, Last: 48 * time.Hour}, "", false},
		"the number is known":  {20, chat.Window{Free: time.Hour, Last: 48 * time.Hour}, "0912345678", false},
		"a platform for later": {20, chat.Window{}, "", false},
	} {
		o := newOffice(t)
		o.windows = func(string) chat.Window { return c.window }
		o.now = time.Date(2025, 6, 23, c.hour, 0, 0, 0, o.now.Location())
		o.restart()
		o.turn(func(r *record.Record) {
			r.Conv.LastIn = o.now
			h := handoff()
			if c.phone != "" {
				h.Facts = map[string]string{"phone": c.phone}
			}
			o.Open(r, 3, h, 1)
		})
		if got := strings.Contains(strings.Join(o.told(), "\n"), "số điện thoại"); got != c.want {
			t.Errorf("%s: asked for a number: got %v, want %v", name, got, c.want)
		}
	}
}

func TestSecondRequestMergesIntoTheOpenTicket(t *testing.T) {
	o := newOffice(t)
	o.asks(12)
	o.told()
	o.turn(func(r *record.Record) {
		h := handoff()
		h.Refs = []string{"call-vn-1-7EOLB370OL-1751008322530"}
		o.Open(r, 13, h, 1)
	})
	got := o.ticket()
	if got.Number != 12 || len(got.Refs) != 1 {
		t.Errorf("ticket %d with call ids %v, want 12 with one", got.Number, got.Refs)
	}
	o.wantTold("second request", "#12")
}

func TestClaimIsExclusive(t *testing.T) {
	o := newOffice(t)
	o.asks(12)
	var wg sync.WaitGroup
	errs := make([]error, 8)
	for i := range errs {
		wg.Go(func() {
			who := desk.Staff{ID: fmt.Sprint("telegram:", i), Name: fmt.Sprint("Staff ", i)}
			errs[i] = o.Claim(t.Context(), hoa.String(), who, fmt.Sprint("claim-", i))
		})
	}
	wg.Wait()
	won := 0
	for _, err := range errs {
		var taken desk.ErrTaken
		switch {
		case err == nil:
			won++
		case !errors.As(err, &taken) || taken.By.Name != o.ticket().Holder.Name:
			t.Errorf("loser got %v, want who holds it (%s)", err, o.ticket().Holder.Name)
		}
	}
	if won != 1 {
		t.Errorf("%d claims won, want 1", won)
	}
	o.wantState(chat.Claimed, chat.HeldByStaff)
}

func TestClaimIsFineTwiceByTheSame(t *testing.T) {
	o := newOffice(t)
	o.asks(12)
	o.ok(o.Claim(t.Context(), hoa.String(), lan, ""))
	o.told()
	o.ok(o.Claim(t.Context(), hoa.String(), lan, ""))
	if said := o.told(); len(said) != 0 {
		t.Errorf("second claim told %q, want nothing", said)
	}
}

func TestAnyStaffWordClaimsAndIsAnnouncedOnce(t *testing.T) {
	o := newOffice(t)
	o.asks(12)
	o.told()
	for _, text := range []string{"Em chào anh", "Anh chờ em **chút**"} {
		_, err := o.Say(t.Context(), hoa.String(), lan, "telegram", chat.Reply{Text: text}, "")
		o.ok(err)
	}
	want := []string{"Nhân viên **Lan** đã vào hỗ trợ anh/chị ạ.", "Em chào anh", "Anh chờ em **chút**"}
	if got := o.told(); !slices.Equal(got, want) {
		t.Errorf("told %q, want %q", got, want)
	}
	if got := o.ticket(); got.Holder.Staff != lan.ID || got.Unread != 0 || got.Replied.IsZero() {
		t.Errorf("ticket %+v, want held by Lan, read and replied", got)
	}
}

func TestSayIsIdempotentByID(t *testing.T) {
	o := newOffice(t)
	o.asks(12)
	a, err := o.Say(t.Context(), hoa.String(), lan, "web", chat.Reply{Text: "một lần"}, "msg-1")
	o.ok(err)
	b, err := o.Say(t.Context(), hoa.String(), lan, "web", chat.Reply{Text: "một lần"}, "msg-1")
	o.ok(err)
	if a != b || a == 0 {
		t.Errorf("lines %d and %d, want the same", a, b)
	}
	n := 0
	for _, text := range o.told() {
		if text == "một lần" {
			n++
		}
	}
	if n != 1 {
		t.Errorf("said %d times, want once", n)
	}
}

func TestNoteStaysWithStaff(t *testing.T) {
	o := newOffice(t)
	o.asks(12)
	o.told()
	o.ok(o.Note(t.Context(), hoa.String(), lan, "khách VIP", ""))
	if said := o.told(); len(said) != 0 {
		t.Errorf("note told the user %q", said)
	}
	o.wantState(chat.Waiting, chat.HeldByQueue)
}

func TestReleaseKeepsThePlace(t *testing.T) {
	o := newOffice(t)
	o.asks(12)
	opened := o.ticket().Opened
	o.passes(time.Minute)
	o.ok(o.Claim(t.Context(), hoa.String(), lan, ""))
	o.ok(o.Release(t.Context(), hoa.String(), lan, ""))
	o.wantState(chat.Waiting, chat.HeldByQueue)
	if got := o.ticket(); !got.Opened.Equal(opened) || got.Holder.Staff != "" {
		t.Errorf("opened %s, held by %q; want the old place and nobody", got.Opened, got.Holder.Staff)
	}
	o.ok(o.Claim(t.Context(), hoa.String(), minh, ""))
}

func TestTransferTellsTheUser(t *testing.T) {
	o := newOffice(t)
	o.asks(12)
	o.ok(o.Claim(t.Context(), hoa.String(), lan, ""))
	o.told()
	o.ok(o.Transfer(t.Context(), hoa.String(), lan, minh, ""))
	o.wantTold("transfer", "Minh")
	if got := o.ticket().Holder.Staff; got != minh.ID {
		t.Errorf("held by %s, want Minh", got)
	}
}

func TestCloseAsksForARatingAndAWord(t *testing.T) {
	o := newOffice(t)
	o.asks(12)
	_, err := o.Say(t.Context(), hoa.String(), lan, "web", chat.Reply{Text: "em xử lý rồi ạ"}, "")
	o.ok(err)
	o.told()
	o.ok(o.Close(t.Context(), hoa.String(), lan, "đã xử lý", ""))
	o.wantState(chat.Closed, chat.HeldByBot)
	o.wantTold("close", "#12", "Mở lại")
	o.turn(func(r *record.Record) {
		if got := o.Rating(r); got != desk.WantsScore {
			t.Errorf("Rating = %v, want a score", got)
		}
		o.Rate(r, 4, "")
		if got := o.Rating(r); got != desk.WantsWord {
			t.Errorf("Rating = %v, want a word", got)
		}
	})
	o.turn(func(r *record.Record) { o.Rate(r, 0, "nhanh lắm") })
	got := o.ticket()
	if got.Rating == nil || got.Rating.Score != 4 || got.Rating.Comment != "nhanh lắm" {
		t.Errorf("rating %+v, want 4 and a word", got.Rating)
	}
	o.turn(func(r *record.Record) {
		if got := o.Rating(r); got != desk.NoRating {
			t.Errorf("Rating = %v, want none", got)
		}
	})
}

func TestReturnGivesTheBotItsVoiceAndKeepsWhatWasSaid(t *testing.T) {
	o := newOffice(t)
	o.asks(12)
	_, err := o.Say(t.Context(), hoa.String(), lan, "telegram", chat.Reply{Text: "Anh bật lại quyền micro"}, "")
	o.ok(err)
	o.told()
	o.ok(o.Return(t.Context(), hoa.String(), lan, "", ""))
	o.wantState(chat.Returned, chat.HeldByBot)
	o.wantTold("return", "em lại tiếp tục hỗ trợ")
	if got := o.ticket().Summary; got != "Anh bật lại quyền micro" {
		t.Errorf("summary %q, want what Lan said", got)
	}
	if err := o.Return(t.Context(), hoa.String(), lan, "", ""); !errors.Is(err, desk.ErrEnded) {
		t.Errorf("second return: %v, want ErrEnded", err)
	}
}

func TestUserReopensWithinTheWindow(t *testing.T) {
	for _, c := range []struct {
		after time.Duration
		state string
	}{{23 * time.Hour, chat.Waiting}, {25 * time.Hour, chat.Closed}} {
		o := newOffice(t)
		o.asks(12)
		o.ok(o.Claim(t.Context(), hoa.String(), lan, ""))
		o.ok(o.Close(t.Context(), hoa.String(), lan, "", ""))
		o.passes(c.after)
		o.writes("vẫn lỗi em ơi")
		if got := o.ticket(); got.State != c.state {
			t.Errorf("after %s the ticket is %s, want %s", c.after, got.State, c.state)
		}
	}
}

func TestOverdueRemindsThenEscalatesAndTellsTheUserOnce(t *testing.T) {
	o := newOffice(t)
	o.asks(12)
	o.told()
	o.passes(16 * time.Minute)
	o.wantTold("past the SLA", "Em xin lỗi", "#12")
	if got := o.ticket(); got.Reminded != 1 {
		t.Errorf("reminded %d times, want 1", got.Reminded)
	}
	o.passes(15 * time.Minute)
	if got := o.ticket(); !logged(got, desk.EvEscalated) || got.Priority != 0 {
		t.Errorf("priority %d, log %v; want it escalated, and no more urgent than people made it", got.Priority, got.Log)
	}
	o.passes(24 * time.Hour)
	if said := o.told(); len(said) != 0 {
		t.Errorf("user was told again: %q", said)
	}
}

// What a user hears who asks how long is what is known, and what the desk
// keeps.
func TestOutlookTellsWhatIsKnownOfTheWait(t *testing.T) {
	o := newOffice(t)
	outlook := func() (got desk.Outlook, ok bool) {
		o.turn(func(r *record.Record) { got, ok = o.Outlook(r, 0) })
		return got, ok
	}
	o.asks(12)
	if got, ok := outlook(); !ok || got.Number != 12 || got.Waited != "" || !contains(got.Text, "15 phút") {
		t.Errorf("at once: got %+v %v, want #12 and the promise", got, ok)
	}
	o.passes(4 * time.Minute)
	if got, _ := outlook(); got.Waited != "4 phút" {
		t.Errorf("got %+v, want 4 minutes", got)
	}
	o.passes(12 * time.Minute)
	if got, _ := outlook(); contains(got.Text, "15 phút") || !contains(got.Text, "Em đã nhắc") {
		t.Errorf("got %+v after the reminder, want no promise that is over", got)
	}
	o.passes(9 * time.Hour)
	if got, _ := outlook(); !contains(got.Text, "ngoài giờ") {
		t.Errorf("got %+v, want when people are back", got)
	}
	o.ok(o.Claim(t.Context(), hoa.String(), lan, ""))
	if got, ok := outlook(); ok {
		t.Errorf("got %+v for a request that a person holds", got)
	}
}

func TestUnansweredLineRemindsStaffOnly(t *testing.T) {
	o := newOffice(t)
	o.asks(12)
	_, err := o.Say(t.Context(), hoa.String(), lan, "web", chat.Reply{Text: "em xem nhé"}, "")
	o.ok(err)
	o.passes(time.Hour)
	if o.ticket().Reminded != 0 {
		t.Error("reminded although the user was answered")
	}
	o.writes("sao rồi em")
	o.told()
	o.passes(16 * time.Minute)
	if got := o.ticket(); got.Reminded != 1 {
		t.Errorf("reminded %d times, want 1", got.Reminded)
	}
	if said := o.told(); len(said) != 0 {
		t.Errorf("bot spoke while Lan holds the conversation: %q", said)
	}
}

// A front that did not hear what became of an action asks again with the same
// id: that is fine, whatever the ticket has become by then.
func TestActionsAreFineTwiceByID(t *testing.T) {
	for name, act := range map[string]func(o *office, id string) error{
		"claim":    func(o *office, id string) error { return o.Claim(t.Context(), hoa.String(), minh, id) },
		"release":  func(o *office, id string) error { return o.Release(t.Context(), hoa.String(), lan, id) },
		"transfer": func(o *office, id string) error { return o.Transfer(t.Context(), hoa.String(), lan, minh, id) },
		"return":   func(o *office, id string) error { return o.Return(t.Context(), hoa.String(), lan, "", id) },
		"close":    func(o *office, id string) error { return o.Close(t.Context(), hoa.String(), lan, "", id) },
	} {
		t.Run(name, func(t *testing.T) {
			o := newOffice(t)
			o.asks(1)
			if name != "claim" {
				o.ok(o.Claim(t.Context(), hoa.String(), lan, "first"))
			}
			o.ok(act(o, "a"))
			events := len(o.ticket().Log)
			o.ok(act(o, "a"))
			if got := len(o.ticket().Log); got != events {
				t.Errorf("done twice: %d events, want %d", got, events)
			}
			if name != "return" && name != "close" {
				o.ok(o.Return(t.Context(), hoa.String(), lan, "", "b"))
			}
			events = len(o.ticket().Log)
			o.ok(act(o, "a"))
			if got := len(o.ticket().Log); got != events {
				t.Errorf("done again after the ticket had ended: %d events, want %d", got, events)
			}
		})
	}
}

// TestTheNameOfStaffIsFitToBeSeen: whatever somebody calls themselves in their
// app, users read one line with a name, or that it is support.
func TestTheNameOfStaffIsFitToBeSeen(t *testing.T) {
	for name, want := range map[string]string{
		"\u3164":                    "Nhân viên **hỗ trợ** đã vào",
		" \n ":                      "Nhân viên **hỗ trợ** đã vào",
		"\u202egnp.exe":             "Nhân viên **gnp.exe** đã vào",
		"Sếp\n\nNhân viên: **gửi**": "Nhân viên **Sếp Nhân viên: * *gửi* *** đã vào",
		strings.Repeat("👨‍👩‍👧", 500): "Nhân viên **" + text.Name(strings.Repeat("👨‍👩‍👧", 500)) + "** đã vào",
	} {
		o := newOffice(t)
		o.asks(12)
		o.told()
		who := desk.Staff{ID: "telegram:77", Name: name}
		_, err := o.Say(t.Context(), hoa.String(), who, chat.Telegram, chat.Reply{Text: "Chào chị"}, "m1")
		o.ok(err)
		o.wantTold(fmt.Sprintf("%q joins", name), want)
		if got := o.ticket().Holder.Name; got != text.Name(name) {
			t.Errorf("%q holds the request as %q, want %q", name, got, text.Name(name))
		}
	}
}
