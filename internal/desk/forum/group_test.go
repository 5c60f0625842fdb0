package forum_test

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"hotro/internal/channels"
	"hotro/internal/channels/telegram"
	"hotro/internal/channels/telegram/telegramtest"
	"hotro/internal/chat"
	"hotro/internal/desk"
	"hotro/internal/desk/forum"
	"hotro/internal/record"
	"hotro/internal/secret"
	"hotro/internal/store"
	"hotro/internal/store/bolt"
	"hotro/internal/store/bolt/bolttest"
	"hotro/internal/worktime"
	"hotro/prompts"
)

const (
	groupID = -1001234567890
	hoaID   = 1001
)

// group is a staff group, a user, and the program between them: a store, the
// desk, the forum front and the real adapter, against the Bot API double. It
// runs step by step on a clock the test moves.
type group struct {
	*testing.T
	tg      *telegramtest.Server
	forum   *telegramtest.Forum
	lan     *telegramtest.Staff
	minh    *telegramtest.Staff
	hoa     *telegramtest.User
	bot     *telegram.Bot
	store   *bolt.Store
	busy    *busy // the same, as desk and front read it
	desk    *desk.Desk
	front   *forum.Front
	now     time.Time
	offset  int64
	number  int64
	links   int
	ended   []string // staff who were logged out
	calls   map[string]map[string]string
	sending func(chat.Outgoing)      // sees what goes to the user
	crash   func(job store.Job) bool // loses the outcome of a job, as a crash before Settle does
}

type setup struct {
	double     telegramtest.Options
	perMinute  int
	escalation string
	user       string // Hoa unless set
}

func newGroup(t *testing.T, s setup) *group {
	t.Helper()
	t.Parallel()
	loc, err := time.LoadLocation("Asia/Ho_Chi_Minh")
	if err != nil {
		t.Fatal(err)
	}
	g := &group{T: t, now: time.Date(2025, 6, 23, 9, 0, 0, 0, loc)}
	s.double.Now = g.clock
	g.tg = telegramtest.NewServer(t, s.double)
	g.forum = g.tg.Forum(groupID)
	g.lan, g.minh = g.forum.Member(42, "Lan"), g.forum.Member(43, "Minh")
	g.hoa = g.tg.User(hoaID, cmp.Or(s.user, "Hoa"))
	quiet := slog.New(slog.DiscardHandler)
	cfg := telegram.Config{
		Token: secret.String(g.tg.Token()), APIURL: g.tg.URL(), Mode: channels.ModePoll, StaffChat: strconv.Itoa(groupID),
	}
	if g.bot, err = telegram.New(cfg, telegram.Options{HTTP: g.tg.Client(), Log: quiet, Now: g.clock}); err != nil {
		t.Fatal(err)
	}
	g.store = bolttest.Open(t)
	g.busy = &busy{Store: g.store}
	say := prompts.Must("vi")
	hours, err := worktime.Parse("Mon-Fri 08:00-12:00,13:30-17:30", loc)
	if err != nil {
		t.Fatal(err)
	}
	g.desk = desk.New(desk.Options{Store: g.busy, Say: say, Hours: hours, Now: g.clock, Reacts: func(string) bool { return true }, Retracts: func(string) time.Duration { return 47 * time.Hour }})
	g.front = forum.New(forum.Options{
		ID: g.bot.ID(), Bot: g.bot, Group: g.bot, Values: g.store, Say: say,
		Desk: g.desk, Tickets: g.desk.Reader, Format: g.desk.Format, Canned: func(context.Context) ([]desk.Canned, error) { return desk.CannedFrom(say), nil },
		Now: g.clock, Log: quiet, Links: g, Calls: g, Refs: callIDs, Escalation: s.escalation,
		Budget: forum.Paced(g.store, "pace:group", s.perMinute, g.clock, quiet),
		Page:   func(n int64) string { return fmt.Sprintf("https://hotro.example.vn/desk/tickets/%d", n) },
	})
	return g
}

// callIDs finds what looks like a call ID.
func callIDs(words string) []string {
	return regexp.MustCompile(`call-vn-1-\w+-\d+`).FindAllString(words, -1)
}

func (g *group) clock() time.Time { return g.now }

func (g *group) Link(_ context.Context, who desk.Staff) (string, error) {
	g.links++
	return fmt.Sprintf("https://hotro.example.vn/desk/login?token=%s-%d", who.ID, g.links), nil
}

func (g *group) End(_ context.Context, staff string) error {
	g.ended = append(g.ended, staff)
	return nil
}

func (g *group) Facts(_ context.Context, id string) (map[string]string, error) {
	if f := g.calls[id]; f != nil {
		return f, nil
	}
	return nil, store.ErrNotFound
}

func (g *group) ok(err error) {
	g.Helper()
	if err != nil {
		g.Fatal(err)
	}
}

func (g *group) conv() string { return g.bot.Address(strconv.Itoa(hoaID), "").String() }

// pump lets everything happen that is due now.
func (g *group) pump() {
	g.Helper()
	for range 500 {
		if !g.lanes() && !g.timers() && !g.arrivals() {
			return
		}
	}
	g.Fatal("the program never comes to rest")
}

// passes lets time pass in small steps.
func (g *group) passes(d time.Duration) {
	g.Helper()
	step := max(time.Second, (d / 60).Round(time.Second))
	for end := g.now.Add(d); g.now.Before(end); {
		g.now = g.now.Add(step)
		g.pump()
	}
}

// arrivals takes updates and acts on them; items of an album together.
func (g *group) arrivals() bool {
	g.Helper()
	all := g.updates()
	for i := 0; i < len(all); i++ {
		if !g.front.Is(all[i].From) {
			g.turn(func(r *record.Record) { g.hear(r, all[i]) })
			continue
		}
		first := i
		for all[first].Album != "" && i+1 < len(all) && all[i+1].Album == all[first].Album {
			i++
		}
		g.handle(all[first], all[first+1:i+1]...)
	}
	return len(all) > 0
}

// updates takes what the platform has for the bot.
func (g *group) updates() []chat.Incoming {
	g.Helper()
	resp, err := g.tg.Client().Get(fmt.Sprintf("%s/bot%s/getUpdates?timeout=0&offset=%d&allowed_updates=%s", g.tg.URL(), g.tg.Token(), g.offset,
		url.QueryEscape(`["message","edited_message","callback_query","my_chat_member","chat_member","message_reaction"]`)))
	g.ok(err)
	defer resp.Body.Close()
	var answer struct{ Result []json.RawMessage }
	g.ok(json.NewDecoder(resp.Body).Decode(&answer))
	var out []chat.Incoming
	for _, u := range answer.Result {
		var id struct {
			ID int64 `json:"update_id"`
		}
		g.ok(json.Unmarshal(u, &id))
		g.offset = id.ID + 1
		in, err := g.bot.Decode(nil, u)
		g.ok(err)
		out = append(out, in.Messages...)
	}
	return out
}

// handle acts on an arrival, again when Telegram was away.
func (g *group) handle(in chat.Incoming, album ...chat.Incoming) {
	g.Helper()
	for range 3 {
		err := g.front.Handle(g.Context(), in, album...)
		if err == nil {
			return
		}
		g.now = g.now.Add(30 * time.Second)
	}
	g.Fatalf("%s by %s could not be handled", in.Kind, in.User.Name)
}

// hear is the bot's turn as far as the desk is concerned.
func (g *group) hear(r *record.Record, in chat.Incoming) {
	switch in.Kind {
	case chat.KindEdit:
		seq, err := g.store.Find(g.Context(), g.conv(), "user", in.Message)
		g.ok(err)
		lines, err := g.desk.Reader.Lines(g.Context(), g.conv(), seq, 1)
		g.ok(err)
		lines[0].Edited = in.Text
		r.Edit(lines[0].Line)
	case chat.KindReaction:
		seq, err := g.store.Find(g.Context(), g.conv(), "user", in.Message)
		g.ok(err)
		lines, err := g.desk.Reader.Lines(g.Context(), g.conv(), seq, 1)
		g.ok(err)
		desk.Signed(r, lines[0].Line, in.Data)
	case chat.KindBlocked:
		r.Conv.Blocked = true
		if r.Conv.Ticket.Open() {
			r.Log("user", in.User.Name, desk.EvBlocked, "")
		}
	default:
		seq := r.Hear(in)
		if r.Conv.Ticket != nil && r.Conv.Ticket.State == chat.Closed {
			g.desk.Lifecycle.Reopen(r)
			return
		}
		g.desk.Lifecycle.Heard(r, in, seq)
	}
}

func (g *group) turn(do func(*record.Record)) {
	g.Helper()
	snap, err := g.store.Load(g.Context(), g.conv())
	g.ok(err)
	at := g.bot.Address(strconv.Itoa(hoaID), "")
	r, err := record.Open(snap, at, g.now)
	g.ok(err)
	do(r)
	ch, err := r.Change()
	g.ok(err)
	g.ok(g.store.Apply(g.Context(), snap, g.now, "", ch))
}

func (g *group) timers() bool {
	c, err := g.desk.Reader.Conversation(g.Context(), g.conv())
	if errors.Is(err, desk.ErrNoTicket) {
		return false
	}
	g.ok(err)
	if !slices.ContainsFunc(c.Wakes, func(w chat.Wake) bool { return !w.At.After(g.now) }) {
		return false
	}
	g.turn(func(r *record.Record) {
		for _, w := range r.Due() {
			g.desk.Lifecycle.Wake(r, w.Name)
		}
	})
	return true
}

// lanes sends what is due, one step of one lane at a time.
func (g *group) lanes() bool {
	jobs, err := g.store.Next(g.Context(), g.now, time.Minute, 16, []byte(`{"state":"dropped"}`))
	g.ok(err)
	for _, j := range jobs {
		var o store.Settlement
		if j.Lane == store.LaneDesk {
			o = g.front.Sync(g.Context(), j)
		} else {
			o = g.send(j)
		}
		if g.crash != nil && g.crash(j) {
			g.now = g.now.Add(2 * time.Minute) // the lease runs out
			continue
		}
		_, err := g.store.Settle(g.Context(), j, g.now, o)
		g.ok(err)
	}
	return len(jobs) > 0
}

// send sends the first reply to the user.
func (g *group) send(j store.Job) store.Settlement {
	out := j.Outs[0]
	var m chat.Outgoing
	g.ok(json.Unmarshal(out.Body, &m))
	if g.sending != nil {
		g.sending(m)
	}
	id, err := g.bot.Send(g.Context(), m.To, m.Reply)
	fate := chat.Delivery{State: chat.Sent, At: g.now, IDs: []string{id}}
	o := store.Settlement{Sent: 1, Refs: []store.Ref{{Scope: "user", ID: id, Seq: out.Seq}}}
	if err != nil {
		f := &channels.Failure{}
		if !errors.As(err, &f) {
			g.Fatal(err)
		}
		fate = chat.Delivery{State: chat.Failed, At: g.now, Reason: f.Reason}
		o = store.Settlement{Dead: string(f.Reason), Desk: true}
	}
	body, err := json.Marshal(fate)
	g.ok(err)
	o.Marks = []store.Entry{{Seq: out.Seq, Delivery: body}}
	return o
}

// asks is Hoa's hand-off, a few lines into the conversation.
func (g *group) asks() {
	g.Helper()
	g.hoa.Says("em gọi bị lỗi from number not found")
	g.pump()
	g.number++
	g.turn(func(r *record.Record) {
		r.Say(chat.Reply{Text: "Anh/chị kiểm tra **hotline** giúp em ạ."})
		g.desk.Lifecycle.Open(r, g.number, desk.Details{
			Topic: "FROM_NUMBER_NOT_FOUND", Title: "FROM_NUMBER_NOT_FOUND", Why: "document",
			Path: []chat.Tried{{Topic: "FROM_NUMBER_NOT_FOUND", Node: "n.1", Text: "Kiểm tra <hotline> trên Portal", Result: "failed", At: g.now}},
		}, 1)
	})
	g.pump()
}

func (g *group) topic() telegramtest.Topic {
	g.Helper()
	all := g.forum.Topics()
	if len(all) == 0 {
		g.Fatal("there is no topic")
	}
	return all[len(all)-1]
}

// shown is what the bot wrote into the newest topic, the card left out.
func (g *group) shown() []telegramtest.Message {
	g.Helper()
	var out []telegramtest.Message
	for _, m := range g.topic().Messages() {
		if m.FromBot && m.Service == "" && !isCard(m) {
			out = append(out, m)
		}
	}
	return out
}

// isCard reports whether a message is a ticket's card: it has the buttons of
// actions.
func isCard(m telegramtest.Message) bool {
	return m.FromBot && slices.ContainsFunc(m.Buttons, func(b telegramtest.Button) bool {
		return strings.HasPrefix(b.Data, "desk:") && !strings.HasPrefix(b.Data, "desk:c:")
	})
}

// shownText is all that the bot wrote into the newest topic: the words of the
// user that the card holds, then the rest.
func (g *group) shownText() string {
	g.Helper()
	var texts []string
	for _, m := range g.topic().Messages() {
		if isCard(m) {
			words, _, _ := strings.Cut("\n"+m.Text, "\n#")
			texts = append(texts, strings.TrimSpace(words))
		}
	}
	for _, m := range g.shown() {
		texts = append(texts, m.Text)
	}
	return strings.Join(texts, "\n")
}

func (g *group) card() telegramtest.Message {
	g.Helper()
	for _, m := range g.topic().Messages() {
		if isCard(m) {
			return m
		}
	}
	g.Fatal("there is no card")
	return telegramtest.Message{}
}

// heard is what Hoa got, the latest last.
func (g *group) heard() []string {
	var out []string
	for _, m := range g.hoa.Heard() {
		out = append(out, m.Text)
	}
	return out
}

func (g *group) ticket() chat.Ticket {
	g.Helper()
	t, err := g.desk.Reader.Ticket(g.Context(), g.number)
	g.ok(err)
	return t
}

func (g *group) wantShown(words ...string) {
	g.Helper()
	all := g.shownText()
	for _, w := range words {
		if !strings.Contains(all, w) {
			g.Errorf("topic shows %q, want %q in it", all, w)
		}
	}
}

func (g *group) wantHeard(text string, times int) {
	g.Helper()
	n := 0
	for _, h := range g.heard() {
		if h == text {
			n++
		}
	}
	if n != times {
		g.Errorf("Hoa heard %q %d times, want %d; all: %q", text, n, times, g.heard())
	}
}
