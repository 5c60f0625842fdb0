package sim

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"time"

	"hotro/internal/bot"
	"hotro/internal/channels"
	"hotro/internal/chat"
	"hotro/internal/desk"
	"hotro/internal/dialog"
	"hotro/internal/store"
)

// proc is one process: the program's own turns, desk and delivery over a
// store that passes through step.
type proc struct {
	w      *world
	slot   int
	dead   bool // guarded by w.mu
	cancel context.CancelFunc

	store   Store
	bot     *bot.Bot
	deliver *channels.Deliver
	desk    *desk.Desk
	hook    http.Handler
}

// start starts a process; its loops end with the process or the run.
func (w *world) start(slot int) *proc {
	ctx, cancel := context.WithCancel(context.Background())
	p := &proc{w: w, slot: slot, cancel: cancel}
	p.store = &tracedStore{p: p, s: w.mutant.over(p, w.store)}
	var turns bot.Keeper
	var lanes channels.Keeper
	if slot > 0 { // one lets its leases run out
		turns, lanes = p.store, p.store
	}
	p.desk = desk.New(desk.Options{Store: p.store, Say: w.say, Now: time.Now, Nudge: p.nudge})
	p.bot = bot.New(bot.Options{
		Inbox: p.store, Reception: p.store, Work: p.store, Memory: p.store, Keep: turns, Nudge: p.nudge, Hand: p.hand, LaneLease: laneLease,
		Lifecycle: p.desk.Lifecycle, Queue: p.desk.Reader,
		Dialog:  func() (*dialog.Engine, bot.Reader) { return w.engine, w.reader },
		Chooser: outside{p}, Images: outside{p}, Voice: outside{p}, Typing: outside{p}.typing,
		Now: time.Now, Log: w.log, Metrics: w.metrics,
		Workers: 3, Lease: turnLease, Poll: w.poll, Window: 300 * time.Millisecond,
	})
	platform := sender{p}
	p.deliver = channels.NewDeliver(channels.DeliverOptions{
		Lanes: p.store, Gate: p.store, Keep: lanes, Desk: p.show, Accept: p.bot.Accept,
		Senders: map[string]channels.Sender{chat.Telegram: platform, chat.Zalo: platform},
		Limits:  map[string]channels.Limits{chat.Telegram: {Chat: channels.Limit{Every: 200 * time.Millisecond, Burst: 3}}},
		Now:     time.Now, Log: w.log, Metrics: w.metrics,
		Workers: 3, Lease: laneLease, Poll: w.poll,
	})
	p.hook = channels.Hook(chat.Telegram, channels.Endpoint{Webhook: wireFormat{}}, channels.HookOptions{Accept: p.bot.Accept, Log: w.log})
	w.all.Go(func() { p.bot.Run(ctx) })
	w.all.Go(func() { p.deliver.Run(ctx) })
	return p
}

func (p *proc) hand(j store.Job, marked bool) { p.deliver.Hand(j, marked) }

func (p *proc) nudge(conv string) { p.deliver.Nudge(conv) }

// show brings staff's view of a conversation in step: it writes the ticket as
// it is now on a board outside.
func (p *proc) show(ctx context.Context, j store.Job) store.Settlement {
	later := store.Settlement{Again: time.Now().Add(time.Second), Count: true}
	c, err := p.desk.Reader.Conversation(ctx, j.Conv)
	if err != nil {
		return later
	}
	err = p.step(ctx, "board", j.Conv, func(context.Context) error {
		p.w.mu.Lock()
		defer p.w.mu.Unlock()
		p.w.board[j.Conv] = ticket(c.Ticket)
		return nil
	})
	if err != nil {
		return later
	}
	return store.Settlement{Sent: 1}
}

// ticket is what the board shows.
func ticket(t *chat.Ticket) string {
	if t == nil {
		return "none"
	}
	return t.State + " " + t.Holder.Name
}

// wireFormat is the webhook of the simulated platforms: a chat.Incoming as it is.
type wireFormat struct{}

func (wireFormat) Verify(h http.Header, _ []byte) bool { return h.Get("X-Token") == "s3cret" }

func (wireFormat) Decode(_ http.Header, body []byte) (channels.Arrivals, error) {
	in := make([]chat.Incoming, 1)
	return channels.Arrivals{Messages: in}, json.Unmarshal(body, &in[0])
}

// post delivers a webhook to one of the processes. It reports whether the
// platform got its 200: else it will deliver it again.
func (w *world) post(in chat.Incoming) bool {
	p, ok := w.pick()
	if !ok {
		return false
	}
	body, err := json.Marshal(in)
	if err != nil {
		return false
	}
	r := httptest.NewRequest(http.MethodPost, "/webhook", bytes.NewReader(body))
	r.Header.Set("X-Token", "s3cret")
	answer := httptest.NewRecorder()
	p.hook.ServeHTTP(answer, r)
	return answer.Code == http.StatusOK && p.lives()
}
