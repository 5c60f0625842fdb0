package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"hotro/internal/chat"
)

const (
	pressPrefix  = "c"  // of Incoming.ID for a pressed button
	maxPresses   = 1024 // presses waiting to be answered; more are left unanswered
	pressWorkers = 4
	pressTimeout = 10 * time.Second
)

// press is one pressed button that waits to be answered, or a question for
// ids.
type press struct {
	ids     *ids
	query   string // empty: it is answered already
	to      chat.Address
	message string // of the keyboard
	label   string // of the button; empty leaves the keyboard as it is
}

// pressQueue holds what waits to be answered.
type pressQueue struct {
	*client
	staff *staffChat
	acks  chan press
	full  atomic.Bool // acks was full at the last press
}

// pressKey is the Incoming.ID of a press: "c<query id>.<date of the keyboard>".
func pressKey(query string, date int64) string { return pressPrefix + query + "." + itoa(date) }

// queryOf finds the query's id in a key made by pressKey.
func queryOf(key string) (string, bool) {
	rest, ok := strings.CutPrefix(key, pressPrefix)
	dot := strings.LastIndexByte(rest, '.')
	if !ok || dot < 0 {
		return "", false
	}
	return rest[:dot], true
}

// Taken tells the bot that arrivals are stored: pressed buttons are answered
// (the user's button stops spinning) and their keyboards reduced to the
// choice made; a staff group that was given a new id is followed there. It
// returns at once; Presses does the work. Repeated arrivals are answered
// again, for every press has its own spinner.
func (b *Bot) Taken(in []chat.Incoming) {
	for _, i := range in {
		if to, ok := MigratedTo(i); ok {
			b.log.Warn("telegram: the staff group has a new id; set TELEGRAM_STAFF_CHAT to it", "id", to)
			b.MoveStaffChat(to)
		}
		if p, ok := b.pressOf(i); ok {
			b.enqueue(p)
		}
	}
}

// takenByCall is Taken for what a webhook call brought. The answer to a call may
// make one request: it acknowledges the press, which saves a call of our own,
// unless it is wanted for a reply.
func (b *Bot) takenByCall(in []chat.Incoming) (answer []byte) {
	p, ok := press{}, false
	if len(in) == 1 && !b.cfg.WebhookReply {
		p, ok = b.pressOf(in[0])
	}
	if !ok {
		b.Taken(in)
		return nil
	}
	query, _ := json.Marshal(p.query) // a string always encodes
	if p.query = ""; b.redraws(p) {
		b.enqueue(p)
	}
	return append(append([]byte(`{"method":"answerCallbackQuery","callback_query_id":`), query...), '}')
}

// pressOf is the press that an arrival is; false when it is something else, or
// made in the staff group: there the front answers, with a word, and draws the
// cards anew.
func (q *pressQueue) pressOf(in chat.Incoming) (press, bool) {
	query, ok := queryOf(in.ID)
	return press{query: query, to: in.From, message: in.Message, label: in.Text}, ok && in.Kind == chat.KindButton && in.From.Chat != q.staff.StaffChat()
}

// redraws reports whether the keyboard shall show the choice that was made.
func (q *pressQueue) redraws(p press) bool { return p.label != "" && p.message != "" }

func (q *pressQueue) enqueue(p press) {
	select {
	case q.acks <- p:
		q.full.Store(false)
	default:
		if !q.full.Swap(true) {
			q.log.Warn("telegram: too many pressed buttons at once; some are not acknowledged")
		}
	}
}

// Presses answers pressed buttons until ctx ends. Run it once, beside Poll or
// the webhook.
func (q *pressQueue) Presses(ctx context.Context) {
	var wg sync.WaitGroup
	for range pressWorkers {
		wg.Go(func() {
			for {
				select {
				case <-ctx.Done():
					return
				case p := <-q.acks:
					if p.ids != nil {
						q.tellIDs(ctx, p.ids)
					} else {
						q.answer(ctx, p)
					}
				}
			}
		})
	}
	wg.Wait()
}

// answer is best effort: what was pressed is already stored, and both calls
// only change how the button looks.
func (q *pressQueue) answer(ctx context.Context, p press) {
	quick := func(method string, params map[string]string) error {
		ctx, cancel := context.WithTimeout(ctx, pressTimeout)
		defer cancel()
		_, err := q.request(ctx, method, params)
		return err
	}
	if p.query != "" {
		err := quick("answerCallbackQuery", map[string]string{"callback_query_id": p.query})
		if err != nil && !errors.Is(err, errPressStale) && ctx.Err() == nil {
			q.log.Debug("telegram: a pressed button is not acknowledged", "err", err)
		}
	}
	if !q.redraws(p) {
		return
	}
	err := quick("editMessageReplyMarkup", map[string]string{
		"chat_id": p.to.Chat, "message_id": p.message, "reply_markup": chosen(p.label),
	})
	if err != nil && !errors.Is(err, ErrNotModified) && !errors.Is(err, ErrMessageGone) && ctx.Err() == nil {
		q.log.Debug("telegram: a pressed keyboard stays as it is", "err", err)
	}
}

// chosen is the keyboard left after a press: the choice made, without effect.
func chosen(label string) string {
	text, _ := json.Marshal("✓ " + strings.TrimPrefix(label, "✓ ")) // a string always encodes
	return `{"inline_keyboard":[[{"text":` + string(text) + `,"callback_data":"` + noEffect + `"}]]}`
}
