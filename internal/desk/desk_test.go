package desk_test

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
	_ "time/tzdata"

	"hotro/internal/chat"
	"hotro/internal/desk"
	"hotro/internal/record"
	"hotro/internal/store/bolt"
	"hotro/prompts"
)

var (
	lan  = desk.Staff{ID: "telegram:42", Name: "Lan", Role: desk.RoleAgent}
	minh = desk.Staff{ID: "web:minh@example.vn", Name: "Minh", Role: desk.RoleLead}
	hoa  = chat.Address{Channel: chat.Telegram, Bot: "7", Chat: "1001"}
)

// office is a desk with one user, Hoa, on a clock the test moves.
type office struct {
	testing.TB
	path string
	*desk.Desk
	store *bolt.Store
	now   time.Time
	seen  int64 // the last line that was looked at
}

const hours = "Mon-Fri 08:00-12:00,13:30-17:30; Sat 08:00-12:00"

func newOffice(t testing.TB) *office {
	t.Helper()
	loc, err := time.LoadLocation("Asia/Ho_Chi_Minh")
	if err != nil {
		t.Fatal(err)
	}
	h, err := desk.ParseHours(hours, loc)
	if err != nil {
		t.Fatal(err)
	}
	o := &office{TB: t, path: filepath.Join(t.TempDir(), "desk.db"), now: time.Date(2025, 6, 23, 9, 0, 0, 0, loc)}
	o.open(h)
	t.Cleanup(func() { o.ok(o.store.Close()) })
	return o
}

func (o *office) open(h desk.Hours) {
	o.Helper()
	var err error
	o.store, err = bolt.Open(o.path, bolt.Options{NoSync: true})
	o.ok(err)
	say := prompts.Must("vi")
	o.Desk = desk.New(desk.Options{
		Store: o.store, Say: say, Hours: h, Now: func() time.Time { return o.now }, Canned: desk.CannedFrom(say),
	})
}

// restart closes the store and opens it again.
func (o *office) restart() {
	o.Helper()
	o.ok(o.store.Close())
	o.open(o.Hours())
}

func contains(s, sub string) bool { return strings.Contains(s, sub) }

// turn changes Hoa's conversation the way the bot's turn does.
func (o *office) turn(do func(*record.Record)) {
	o.Helper()
	snap, err := o.store.Load(o.Context(), hoa.String())
	if err != nil {
		o.Fatal(err)
	}
	r, err := record.Open(snap, hoa, o.now)
	if err != nil {
		o.Fatal(err)
	}
	r.Conv.User = chat.User{ID: "1001", Name: "Hoa"}
	do(r)
	ch, err := r.Change()
	if err != nil {
		o.Fatal(err)
	}
	if err := o.store.Apply(o.Context(), snap, o.now, "", ch); err != nil {
		o.Fatal(err)
	}
}

// writes is a line by Hoa.
func (o *office) writes(text string) {
	o.Helper()
	o.turn(func(r *record.Record) {
		in := chat.Incoming{From: hoa, User: r.Conv.User, Kind: chat.KindText, Text: text, At: o.now, Message: fmt.Sprint("u", r.Next())}
		seq := r.Hear(in)
		if !r.Conv.Ticket.Open() {
			o.Reopen(r)
			return
		}
		o.Heard(r, in, seq)
	})
}

// asks hands Hoa over.
func (o *office) asks(number int64) {
	o.Helper()
	o.turn(func(r *record.Record) {
		r.Hear(chat.Incoming{From: hoa, User: r.Conv.User, Kind: chat.KindText, Text: "em gọi bị lỗi", At: o.now})
		o.Open(r, number, handoff(), 1)
	})
}

func handoff() desk.Handoff {
	return desk.Handoff{Topic: "FROM_NUMBER_NOT_FOUND", Title: "FROM_NUMBER_NOT_FOUND", Why: "document"}
}

// passes lets time pass and fires the timers that are due on the way.
func (o *office) passes(t time.Duration) {
	o.Helper()
	for end := o.now.Add(t); ; {
		at := end
		for _, w := range o.conv().Wakes {
			if w.At.Before(at) {
				at = w.At
			}
		}
		if at.Equal(end) {
			o.now = end
			return
		}
		o.now = at
		o.turn(func(r *record.Record) {
			for _, w := range r.Due() {
				o.Wake(r, w.Name)
			}
		})
	}
}

func (o *office) conv() chat.Conversation {
	o.Helper()
	c, err := o.Conversation(o.Context(), hoa.String())
	if err != nil {
		o.Fatal(err)
	}
	return c
}

func (o *office) ticket() chat.Ticket {
	o.Helper()
	c := o.conv()
	if c.Ticket == nil {
		o.Fatal("no ticket")
	}
	return *c.Ticket
}

// told returns what was said to Hoa since the last call.
func (o *office) told() []string {
	o.Helper()
	lines, err := o.Lines(o.Context(), hoa.String(), o.seen+1, 1000)
	o.ok(err)
	var texts []string
	for _, l := range lines {
		o.seen = l.Seq
		if l.Delivery != nil {
			texts = append(texts, l.Text)
		}
	}
	return texts
}

func (o *office) wantTold(what string, words ...string) {
	o.Helper()
	said := strings.Join(o.told(), "\n")
	for _, w := range words {
		if !strings.Contains(said, w) {
			o.Errorf("%s: told %q, want %q in it", what, said, w)
		}
	}
}

func (o *office) ok(err error) {
	o.Helper()
	if err != nil {
		o.Fatal(err)
	}
}

func (o *office) wantState(state, holder string) {
	o.Helper()
	c := o.conv()
	if c.Ticket.State != state || c.Holder.Kind != holder {
		o.Errorf("ticket is %s and held by %s, want %s and %s", c.Ticket.State, c.Holder.Kind, state, holder)
	}
}

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

func TestSecondRequestMergesIntoTheOpenTicket(t *testing.T) {
	o := newOffice(t)
	o.asks(12)
	o.told()
	o.turn(func(r *record.Record) {
		h := handoff()
		h.CallIDs = []string{"call-vn-1-7EOLB370OL-1751008322530"}
		o.Open(r, 13, h, 1)
	})
	got := o.ticket()
	if got.Number != 12 || len(got.CallIDs) != 1 {
		t.Errorf("ticket %d with call ids %v, want 12 with one", got.Number, got.CallIDs)
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
	o.ok(o.Claim(t.Context(), hoa.String(), lan, ""))
	o.told()
	o.ok(o.Close(t.Context(), hoa.String(), lan, "đã xử lý", ""))
	o.wantState(chat.Closed, chat.HeldByBot)
	o.wantTold("close", "#12", "1 (chưa tốt)")
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
	if got := o.ticket(); !logged(got, desk.EvEscalated) || got.Priority != 1 {
		t.Errorf("priority %d, log %v; want escalated", got.Priority, got.Log)
	}
	o.passes(24 * time.Hour)
	if said := o.told(); len(said) != 0 {
		t.Errorf("user was told again: %q", said)
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

func logged(t chat.Ticket, what string) bool {
	return slices.ContainsFunc(t.Log, func(e chat.Event) bool { return e.What == what })
}
