package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"strconv"
	"time"

	"hotro/internal/channels"
	"hotro/internal/chat"
	"hotro/internal/retry"
)

// Timing of the long poll.
const (
	pollWait     = 50 * time.Second // the server allows no more
	pollSlack    = 15 * time.Second // for the answer to come
	backoffFirst = 500 * time.Millisecond
	backoffMost  = 30 * time.Second
	storeMost    = 2 * time.Second        // between tries while our own store is away: users wait for it to come back
	emptyAtLeast = 200 * time.Millisecond // an empty answer that came sooner is waited out: no hot loop
	forgetOffset = 6 * 24 * time.Hour     // after a week without updates their numbers start anywhere
	givenUpAfter = 300                    // passes, a second apart, in which the store took others' messages but not this one
)

// allowedUpdates lists all that decodeUpdate reads.
const allowedUpdates = `["message","edited_message","callback_query","my_chat_member","chat_member","message_reaction"]`

// Offsets keeps the poll's position between runs. It only saves a repeated
// batch after a restart: without it, or when it fails, Telegram sends again
// what was not confirmed and the store's deduplication drops it.
type Offsets interface {
	// LoadOffset returns what SaveOffset kept and when; zeros at first.
	LoadOffset(ctx context.Context) (offset int64, saved time.Time, err error)
	SaveOffset(ctx context.Context, offset int64, now time.Time) error
}

// Poll receives updates until ctx ends and returns nil then. Each batch is
// handed to accept, and only when it is stored is it confirmed, by asking for
// the next. offsets may be nil.
//
// No fault ends Poll: a server that is down, a conflict with a second poller
// or a revoked token are retried with growing pauses, with one log line when
// the trouble starts and one when it is over. An update that can't be decoded
// is logged by its number and left behind.
func (b *Bot) Poll(ctx context.Context, accept channels.Accept, offsets Offsets) error {
	p := &poller{bot: b, accept: accept, offsets: offsets, refused: map[int64]int{}}
	p.load(ctx)
	for ctx.Err() == nil {
		p.round(ctx)
	}
	b.polled(false)
	return nil
}

// poller is the state of one Poll.
type poller struct {
	bot     *Bot
	accept  channels.Accept
	offsets Offsets
	offset  int64 // first update not yet stored
	last    time.Time
	fails   int           // rounds failed in a row
	deaf    int           // polls in a row that Telegram did not answer
	asked   bool          // it has answered one
	cleared bool          // a webhook that was set is deleted
	refused map[int64]int // by update: passes in which only it (and others of its chat) was refused
}

func (p *poller) load(ctx context.Context) {
	p.last = p.bot.now()
	if p.offsets == nil {
		return
	}
	offset, saved, err := p.offsets.LoadOffset(ctx)
	if err != nil {
		p.bot.log.Warn("telegram: the poll's position is not known; what was not confirmed comes again", "err", err)
		return
	}
	if p.last.Sub(saved) < forgetOffset {
		p.offset = offset
	}
}

// round fetches one batch and stores it, or waits after a failure.
func (p *poller) round(ctx context.Context) {
	start := p.bot.now()
	batch, err := p.fetch(ctx)
	p.heard(ctx, err)
	most := backoffMost
	if err == nil {
		err, most = p.store(ctx, batch), storeMost
	}
	switch {
	case ctx.Err() != nil:
	case err != nil:
		p.failed(ctx, err, most)
	default:
		p.recovered()
		if len(batch) == 0 && p.bot.now().Sub(start) < emptyAtLeast {
			retry.Sleep(ctx, emptyAtLeast)
		}
	}
}

// PollKey is the trouble of a bot that does not hear: its token is refused,
// another program polls in its place, Telegram does not answer.
const PollKey = "telegram.poll"

// deafAfter is how many polls in a row fail before a person is told, where the
// fault is not known to last.
const deafAfter = 8

// heard tells whether Telegram answers.
func (p *poller) heard(ctx context.Context, err error) {
	if err == nil {
		p.bot.polled(true)
		if p.deaf != 0 || !p.asked {
			p.bot.broken.Clear(ctx, PollKey)
		}
		p.deaf, p.asked = 0, true
		return
	}
	if ctx.Err() != nil {
		return
	}
	p.deaf++
	f := &channels.Failure{Reason: channels.Unreachable("Telegram")}
	errors.As(err, &f)
	second := errors.Is(err, ErrSecondPoller) && p.deaf > 2 // two replicas meet for a moment while one follows the other
	if second || f.Class == channels.Operator || p.deaf >= deafAfter {
		p.bot.broken.Report(ctx, PollKey, f.Reason)
	}
}

func (p *poller) fetch(ctx context.Context) ([]json.RawMessage, error) {
	if !p.cleared {
		// Pending updates stay. Whether it worked shows in what getUpdates says.
		_, err := p.bot.call(ctx, "deleteWebhook", nil)
		if p.cleared = true; err != nil {
			p.bot.log.Debug("telegram: the webhook is not deleted", "err", err)
		}
	}
	ctx, cancel := context.WithTimeout(ctx, pollWait+pollSlack)
	defer cancel()
	params := map[string]string{
		"timeout": strconv.Itoa(int(pollWait / time.Second)), "limit": "100", "allowed_updates": allowedUpdates,
	}
	if p.offset != 0 {
		params["offset"] = itoa(p.offset)
	}
	raw, err := p.bot.request(ctx, "getUpdates", params)
	if errors.Is(err, errHook) {
		p.cleared = false
	}
	if err != nil {
		return nil, err
	}
	return decode[[]json.RawMessage]("getUpdates", raw)
}

// incoming is one decoded update of a batch.
type incoming struct {
	id int64
	in []chat.Incoming
}

// store hands a batch over and advances the offset past what is stored.
func (p *poller) store(ctx context.Context, batch []json.RawMessage) error {
	if len(batch) == 0 {
		p.idle()
		return nil
	}
	p.last = p.bot.now()
	got := p.decode(batch)
	var all []chat.Incoming
	for _, g := range got {
		all = append(all, g.in...)
	}
	if len(all) > 0 {
		if err := p.accept(ctx, all...); err != nil {
			return p.oneByOne(ctx, got, err)
		}
		p.bot.Taken(all)
	}
	p.advance(ctx, got[len(got)-1].id+1)
	clear(p.refused)
	return nil
}

func (p *poller) decode(batch []json.RawMessage) []incoming {
	got := make([]incoming, 0, len(batch))
	next := p.offset
	for _, raw := range batch {
		id := updateID(raw, next)
		next = max(next, id+1)
		a, err := p.bot.decodeUpdate(raw)
		p.bot.note(id, a, err)
		got = append(got, incoming{id: id, in: a.in})
	}
	return got
}

// updateID reads the number even of an update that can't be decoded; an
// unreadable number is taken for the one that follows.
func updateID(raw []byte, next int64) int64 {
	var u struct {
		ID *int64 `json:"update_id"`
	}
	if err := json.Unmarshal(raw, &u); err != nil || u.ID == nil {
		return next
	}
	return *u.ID
}

// oneByOne finds out what a store that refused a batch does take, keeping
// the order within every chat. The offset stops at the first refused update;
// what was stored after it comes again and is dropped as a duplicate. An
// update that is refused again and again while others are stored is given up:
// one message must not silence the bot for everybody.
func (p *poller) oneByOne(ctx context.Context, got []incoming, first error) error {
	stuck := map[chat.Address]bool{}
	var waiting []int64
	stored := false
	for _, g := range got {
		if len(g.in) == 0 {
			continue
		}
		if at := g.in[0].From; stuck[at] || p.accept(ctx, g.in...) != nil {
			stuck[at] = true
			waiting = append(waiting, g.id)
			continue
		}
		stored = true
		p.bot.Taken(g.in)
	}
	for len(waiting) > 0 && stored && p.hopeless(waiting[0]) {
		p.bot.log.Error("telegram: an update is given up: the store takes others but not this one", "update", waiting[0], "err", first)
		waiting = waiting[1:]
	}
	if len(waiting) == 0 {
		p.advance(ctx, got[len(got)-1].id+1)
		return nil
	}
	p.advance(ctx, waiting[0])
	if stored {
		p.fails = min(p.fails, 1) // the others must not wait long for the next batch
	}
	return first
}

func (p *poller) hopeless(id int64) bool {
	p.refused[id]++
	return p.refused[id] >= givenUpAfter
}

func (p *poller) advance(ctx context.Context, offset int64) {
	if offset == p.offset {
		return
	}
	p.offset = offset
	if p.offsets == nil {
		return
	}
	if err := p.offsets.SaveOffset(ctx, offset, p.bot.now()); err != nil && ctx.Err() == nil {
		p.bot.log.Warn("telegram: the poll's position is not saved", "err", err)
	}
}

// idle runs after an empty answer, which has confirmed everything below the
// offset: forgetting it is safe then, and needed before numbering restarts.
func (p *poller) idle() {
	if now := p.bot.now(); p.offset != 0 && now.Sub(p.last) > forgetOffset {
		p.offset, p.last = 0, now
	}
}

func (p *poller) failed(ctx context.Context, err error, most time.Duration) {
	p.fails++
	if p.fails == 1 {
		p.bot.log.Error("telegram: updates are held up; trying again until it works", "err", err)
	}
	wait := retry.Backoff{First: backoffFirst, Most: most}.After(p.fails)
	var f *channels.Failure
	if errors.As(err, &f) {
		wait = max(wait, min(f.After, time.Hour))
	}
	retry.Sleep(ctx, wait)
}

func (p *poller) recovered() {
	if p.fails > 0 {
		p.bot.log.Info("telegram: updates come in again", "failed_tries", p.fails)
		p.fails = 0
	}
}

// note logs what is left behind, by number and kind and never by content, and
// answers presses that come to nothing.
func (b *Bot) note(id int64, a arrival, err error) {
	switch {
	case err != nil:
		b.count("undecodable")
		b.log.Warn("telegram: an update is skipped", "update", id, "err", err)
	case a.ignored != "":
		b.count(a.event())
		b.log.Debug("telegram: an update is ignored", "update", id, "why", a.ignored)
	}
	if a.odd != "" {
		b.count(OddField)
		if _, told := b.oddTold.LoadOrStore(a.odd, true); !told {
			b.log.Warn("telegram: a part of an update is not as documented; the rest of it was read", "part", a.odd)
		}
	}
	b.became(a.group)
	if a.answer != "" {
		b.enqueue(press{query: a.answer})
	}
	if a.ids != nil {
		b.enqueue(press{ids: a.ids})
	}
}
