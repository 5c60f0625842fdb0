package desk_test

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"hotro/internal/chat"
	"hotro/internal/desk"
	"hotro/internal/record"
	"hotro/internal/store/bolt"
	"hotro/internal/worktime"
	"hotro/prompts"
)

var (
	lan  = desk.Staff{ID: "telegram:42", Name: "Lan", Role: desk.RoleAgent}
	minh = desk.Staff{ID: "web:minh@example.vn", Name: "Minh", Role: desk.RoleLead}
	hoa  = chat.Address{Channel: chat.Telegram, Bot: "7", Chat: "1001"}
)

// office is a desk with one user, Hoa, on a clock the test moves.
type office struct {
	windows desk.Windows
	reminds func() bool
	testing.TB
	path string
	*desk.Desk
	*desk.Lifecycle
	*desk.Reader
	*desk.Formatter
	store *bolt.Store
	hours worktime.Hours
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
	h, err := worktime.Parse(hours, loc)
	if err != nil {
		t.Fatal(err)
	}
	o := &office{TB: t, path: filepath.Join(t.TempDir(), "desk.db"), now: time.Date(2025, 6, 23, 9, 0, 0, 0, loc)}
	o.open(h)
	t.Cleanup(func() { o.ok(o.store.Close()) })
	return o
}

func (o *office) open(h worktime.Hours) {
	o.Helper()
	var err error
	o.store, err = bolt.Open(o.path, bolt.Options{NoSync: true})
	o.ok(err)
	o.Desk = desk.New(desk.Options{Store: o.store, Windows: o.windows, Reminds: o.reminds, Say: prompts.Must("vi"), Also: []*prompts.Say{prompts.Must("en")}, Hours: h, Now: func() time.Time { return o.now }})
	o.hours, o.Lifecycle, o.Reader, o.Formatter = h, o.Desk.Lifecycle, o.Desk.Reader, o.Desk.Format
}

// restart closes the store and opens it again.
func (o *office) restart() {
	o.Helper()
	o.ok(o.store.Close())
	o.open(o.hours)
}

func contains(s, sub string) bool { return strings.Contains(s, sub) }

// turn changes Hoa's conversation the way the bot's turn does.
func (o *office) turn(do func(*record.Record)) {
	o.Helper()
	o.turnOf(hoa, do)
}

func (o *office) turnOf(who chat.Address, do func(*record.Record)) {
	o.Helper()
	snap, err := o.store.Load(o.Context(), who.String())
	if err != nil {
		o.Fatal(err)
	}
	r, err := record.Open(snap, who, o.now)
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

func handoff() desk.Details {
	return desk.Details{Topic: "FROM_NUMBER_NOT_FOUND", Title: "FROM_NUMBER_NOT_FOUND", Why: "document"}
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

func logged(t chat.Ticket, what string) bool {
	return slices.ContainsFunc(t.Log, func(e chat.Event) bool { return e.What == what })
}
