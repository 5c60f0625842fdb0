package forum_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"hotro/internal/chat"
	"hotro/internal/desk"
	"hotro/internal/record"
	"hotro/internal/store"
)

// chaos plays a user, staff on both fronts, timers and slow sends in random
// order.
type chaos struct {
	*group
	rng  *rand.Rand
	slow []store.Job // taken for sending, not sent yet
	said int         // lines of any author so far
	sent []int64     // lines of staff in the order the user got them
}

func (c *chaos) line(by string) string {
	c.said++
	return fmt.Sprintf("%s-%d.", by, c.said)
}

func (c *chaos) actions() []func() {
	web := desk.Staff{ID: "web:huy@example.vn", Name: "Huy"}
	conv := c.conv()
	thread := func() int64 { return c.topic().ID }
	act := func(err error) { // staff may be told that somebody was faster
		_ = err
	}
	id := func() string { return c.line("id") }
	return []func(){
		func() { c.hoa.Says(c.line("user")) },
		func() { c.hoa.Says(c.line("user")) },
		func() { c.turn(func(r *record.Record) { c.botSpeaks(r) }) },
		func() { c.turn(func(r *record.Record) { c.botSpeaks(r) }) },
		func() { c.lan.Writes(thread(), c.line("lan")) },
		func() { c.minh.Writes(thread(), c.line("minh")) },
		func() { c.lan.Writes(thread(), "//"+c.line("note")) },
		func() { c.lan.Writes(thread(), "/claim") },
		func() { c.minh.Writes(thread(), "/claim") },
		func() { c.lan.Writes(thread(), "/release") },
		func() { c.minh.Writes(thread(), "/bot") },
		func() { c.lan.Writes(thread(), "/close") },
		func() {
			_, err := c.desk.Say(c.Context(), conv, web, "web", chat.Reply{Text: c.line("huy")}, id())
			act(err)
		},
		func() { act(c.desk.Claim(c.Context(), conv, web, id())) },
		func() { act(c.desk.Transfer(c.Context(), conv, web, web, id())) },
		func() { act(c.desk.Return(c.Context(), conv, web, "", id())) },
		func() { act(c.desk.Close(c.Context(), conv, web, "xong", id())) },
		func() {
			c.turn(func(r *record.Record) { c.desk.Lifecycle.Open(r, c.number, desk.Details{Why: "asked"}, 0) })
		},
		func() { c.now = c.now.Add(20 * time.Minute); c.timers() },
		func() { c.arrivals() },
		func() { c.arrivals() },
		func() { c.overtake(web) },
		func() { c.deskLane() },
		func() { c.deskLane() },
	}
}

// botSpeaks is a turn of the dialog, which is silent while a person talks.
func (c *chaos) botSpeaks(r *record.Record) {
	if r.Conv.Holder.Kind != chat.HeldByStaff {
		r.Say(chat.Reply{Text: c.line("bot")})
	}
}

// overtake lets somebody answer while the bot's words are on their way.
func (c *chaos) overtake(who desk.Staff) {
	for range 20 {
		c.take()
		c.finish()
	}
	c.turn(func(r *record.Record) { c.botSpeaks(r) })
	c.take()
	_, err := c.desk.Say(c.Context(), c.conv(), who, "web", chat.Reply{Text: c.line("huy")}, "")
	c.ok(err)
	c.finish()
}

// take leases the user lane and leaves the reply in somebody's hands.
func (c *chaos) take() {
	j, ok, err := c.store.NextOne(c.Context(), c.conv(), store.LaneUser, c.now, time.Minute, []byte(`{"state":"dropped"}`))
	c.ok(err)
	if ok && len(j.Outs) > 0 {
		c.slow = append(c.slow, j)
	}
}

// finish sends a reply that was taken some time ago, after one more look at
// who holds the conversation, as Deliver does.
func (c *chaos) finish() {
	if len(c.slow) == 0 {
		return
	}
	i := c.rng.IntN(len(c.slow))
	j := c.slow[i]
	c.slow = slices.Delete(c.slow, i, i+1)
	epoch, err := c.store.Check(c.Context(), j)
	if err != nil {
		return // the lease was lost: somebody else sends it
	}
	out := j.Outs[0]
	o := store.Settlement{Sent: 1, Marks: []store.Entry{{Seq: out.Seq, Delivery: []byte(`{"state":"dropped"}`)}}}
	if out.Fence == 0 || out.Fence >= epoch {
		o = c.send(j)
	}
	_, err = c.store.Settle(c.Context(), j, c.now, o)
	c.ok(err)
}

// watch fails the test when the bot speaks while a person holds the
// conversation.
func (c *chaos) watch(m chat.Outgoing) {
	conv, err := c.desk.Reader.Conversation(c.Context(), c.conv())
	c.ok(err)
	if strings.HasPrefix(m.Reply.Text, "bot-") && conv.Holder.Kind == chat.HeldByStaff {
		c.Errorf("the bot says %q while %s talks", m.Reply.Text, conv.Holder.Name)
	}
	if m.By == chat.ByStaff {
		c.sent = append(c.sent, m.Seq)
	}
}

func (c *chaos) deskLane() {
	j, ok, err := c.store.NextOne(c.Context(), c.conv(), store.LaneDesk, c.now, time.Minute, nil)
	c.ok(err)
	if ok {
		_, err := c.store.Settle(c.Context(), j, c.now, c.front.Sync(c.Context(), j))
		c.ok(err)
	}
}

// rest lets everything come to an end.
func (c *chaos) rest() {
	for range 8 {
		c.now = c.now.Add(time.Minute) // leases run out
		c.pump()
	}
}

func TestBothFrontsAgreeAndTheBotIsSilentWhilePeopleTalk(t *testing.T) {
	for seed := range uint64(4) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			c := &chaos{group: newGroup(t, setup{}), rng: rand.New(rand.NewPCG(seed, 7))}
			c.asks()
			c.sending = c.watch
			all := c.actions()
			for range 100 {
				all[c.rng.IntN(len(all))]()
				if c.rng.IntN(2) == 0 {
					c.take()
				}
				if c.rng.IntN(2) == 0 {
					c.finish()
				}
			}
			c.rest()
			c.wantAgreement()
			if t.Failed() {
				t.Logf("log: %v", c.ticket().Log)
			}
		})
	}
}

// wantAgreement compares what the user got, the topic, the ticket's row and
// the conversation.
func (c *chaos) wantAgreement() {
	conv, err := c.desk.Reader.Conversation(c.Context(), c.conv())
	c.ok(err)
	row := c.ticket()
	if row.State != conv.Ticket.State || row.Holder != conv.Ticket.Holder || len(row.Log) != len(conv.Ticket.Log) {
		c.Errorf("the row says %s by %v, the conversation %s by %v", row.State, row.Holder, conv.Ticket.State, conv.Ticket.Holder)
	}
	held := map[string]string{chat.Waiting: chat.HeldByQueue, chat.Claimed: chat.HeldByStaff, chat.Returned: chat.HeldByBot, chat.Closed: chat.HeldByBot}
	if conv.Holder.Kind != held[row.State] {
		c.Errorf("ticket is %s and the conversation held by %s", row.State, conv.Holder.Kind)
	}
	if topic := c.topic(); topic.Closed != (row.State == chat.Closed) {
		c.Errorf("ticket is %s, topic closed: %t", row.State, topic.Closed)
	}
	if row.State == chat.Claimed && !strings.Contains(c.card().Text, row.Holder.Name+" đang hỗ trợ") {
		c.Errorf("held by %s, card says %q", row.Holder.Name, c.card().Text)
	}
	if !slices.IsSorted(c.sent) || len(slices.Compact(slices.Clone(c.sent))) != len(c.sent) {
		c.Errorf("staff's lines were sent in the order %v", c.sent)
	}
	c.wantTranscript()
}

// wantTranscript checks line by line that each side has what it should have.
func (c *chaos) wantTranscript() {
	lines, err := c.desk.Reader.Lines(c.Context(), c.conv(), 1, 2000)
	c.ok(err)
	shown, at := c.shownText(), 0
	for _, l := range lines {
		switch {
		case l.By == chat.ByStaff:
			c.wantHeard(l.Text, 1)
			if l.Via == "web" {
				c.wantShown("👤 Huy (web): " + l.Text)
			}
		case l.By == chat.ByNote:
			c.wantHeard(l.Text, 0)
		case l.By == chat.ByUser && strings.HasPrefix(l.Text, "user-") && l.Ticket != 0:
			i := strings.Index(shown[at:], l.Text)
			if i < 0 {
				c.Errorf("%q is not in the topic, or not in its place", l.Text)
				continue
			}
			at += i
		case l.By == chat.ByBot && strings.HasPrefix(l.Text, "bot-"):
			want := 1
			if l.Delivery.State == chat.Dropped {
				want = 0
			}
			c.wantHeard(l.Text, want)
		}
	}
}
