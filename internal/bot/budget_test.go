package bot_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"hotro/internal/bot"
	"hotro/internal/budget"
	"hotro/internal/chat"
	"hotro/internal/store/bolt/bolttest"
)

// TestTicketsHaveABudget: who cancels and asks again and again is told in words
// that there is no further ticket for now; an hour later there is.
func TestTicketsHaveABudget(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := bolttest.Open(t)
		o := &office{T: t, store: s, at: chat.Address{Channel: chat.Web, Bot: "", Chat: "an"}}
		o.desk = newDesk(s)
		b := budget.New(budget.Options{Keeper: s, Now: time.Now})
		o.bot = newBot(t, s, func(made *bot.Options) {
			made.Keep = nil
			made.Afford = func(ctx context.Context, conv string) error {
				return b.Spend(ctx, budget.Tickets, budget.Who{Person: conv}, 1)
			}
		})
		ctx, stop := context.WithCancel(t.Context())
		go o.bot.Run(ctx)
		asks := func(id string) {
			o.arrives(chat.Incoming{ID: id, Kind: chat.KindButton, Data: "human"}, time.Second)
		}
		for i := range 5 {
			asks(fmt.Sprint("ask", i))
			if !o.conversation().Ticket.Open() {
				t.Fatalf("request %d: no ticket is open", i)
			}
			o.arrives(chat.Incoming{ID: fmt.Sprint("cancel", i), Kind: chat.KindText, Text: "/cancel"}, time.Second)
			if o.conversation().Ticket.Open() {
				t.Fatalf("request %d is not cancelled", i)
			}
		}
		o.takes()
		asks("sixth")
		if said := strings.Join(o.takes(), "\n"); !strings.Contains(said, "nhiều yêu cầu") || o.conversation().Ticket.Open() {
			t.Errorf("a sixth request within the hour: the user hears %q, a ticket is open: %v", said, o.conversation().Ticket.Open())
		}
		time.Sleep(time.Hour)
		asks("later")
		if !o.conversation().Ticket.Open() {
			t.Error("an hour later no ticket is open")
		}
		stop()
		synctest.Wait()
	})
}
