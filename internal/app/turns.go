package app

import (
	"context"
	"time"

	"hotro/internal/adviser"
	"hotro/internal/bot"
	"hotro/internal/budget"
	"hotro/internal/channels"
	"hotro/internal/enrich"
	"hotro/internal/ocr"
	"hotro/internal/reading"
	"hotro/internal/receipts"
	"hotro/internal/stringee"
)

// openEnrichment makes what may help beside the documents: a model, and
// Stringee's own records of calls.
func (b *builder) openEnrichment(context.Context) (err error) {
	if b.model, err = openModel(b.cfg, b.company, b.metrics, b.budgets); err != nil {
		return err
	}
	calls := b.cfg.Stringee
	if b.company.Integration != "stringee" {
		calls = stringee.Config{} // the keys are those of another company's
	}
	hours, err := b.cfg.Desk.Work()
	if err != nil {
		return err
	}
	o := enrich.Options{
		Desk: b.desk, Tickets: b.desk.Reader, Format: b.desk.Format,
		Calls: stringee.New(calls, stringee.Options{Now: b.now}), Model: b.model, Values: b.store,
		Zone: hours.Location(), Now: b.now, Log: b.log,
	}
	if b.platforms.Names() {
		o.Names = b.platforms.UserName
	}
	if b.platforms.Pictures() {
		o.Portraits = b.portraits
	}
	if b.tickets = enrich.New(o); b.tickets.Enabled() {
		b.loop("tickets", b.tickets.Run)
	}
	return nil
}

// window is how long a text waits for the next one. Where webhook calls carry
// the answers it would only hold the answer up: the platform keeps a user's
// next line back until then.
func (b *builder) window() time.Duration {
	if b.answersInHook() {
		return 0
	}
	return 300 * time.Millisecond
}

func (b *builder) openBot(ctx context.Context) error {
	o := bot.Options{
		Inbox: b.store, Reception: b.store, Work: b.store, Keep: b.store, Memory: b.store, Dialog: b.guides.dialog,
		Lifecycle: b.desk.Lifecycle, Queue: b.desk.Reader,
		Typing: b.platforms.Typing, Signs: b.platforms.Signs,
		Nudge: b.nudge, Hand: b.hand, Tried: b.funnel.Tried, Now: b.now, Log: b.log, Metrics: b.metrics, Window: b.window(),
		Opened: b.tickets.Ask, Afford: b.afford(budget.Tickets),
	}
	if b.forum != nil {
		o.Staff, o.IsStaff = b.forum, b.forum.Is
	}
	if b.model.Enabled() {
		adv := adviser.New(b.model, b.guides.kb, b.now, b.log)
		o.Chooser = adv
		b.loop("model", adv.Run)
		if b.model.Hears() {
			o.Voice = reading.Voice{Model: b.model, Files: b.media}
		}
	}
	if reader := b.imageReader(ctx); reader != nil {
		o.Images = reading.Images{Reader: reader, Files: b.media, Log: b.log, Afford: b.afford(budget.Pictures)}
		o.Patience = b.cfg.OCR.Timeout
	}
	b.bot = bot.New(o)
	b.loop("turns", b.bot.Run)
	return nil
}

func (b *builder) openDelivery(context.Context) error {
	b.deliver = channels.NewDeliver(channels.DeliverOptions{
		Lanes: b.store, Gate: b.store, Keep: b.store, Senders: b.platforms.Senders(), Limits: b.platforms.Limits(),
		Desk: b.eraser.Lane, Accept: b.bot.Accept, Broken: b.troubles, Now: b.now, Log: b.log, Metrics: b.metrics,
	})
	b.loop("delivery", b.deliver.Run)
	b.loop("live", b.feed.Run)
	b.loop("presence", b.present.Run)
	b.receipts = receipts.New(receipts.Options{Lines: b.store, Conversations: b.store, Nudge: b.feed.Touch, Now: b.now, Log: b.log})
	b.loop("receipts", b.receipts.Run)
	b.intake = append(b.intake, b.intakeLoops()...)
	return nil
}

// imageReader returns what reads pictures here, nil when nothing can.
func (b *builder) imageReader(ctx context.Context) *ocr.Reader {
	e := &ocr.Reader{Found: b.guides.useful}
	if b.model.Sees() {
		e.Model = b.model
	}
	t := ocr.New(b.cfg.OCR)
	if _, err := t.Available(ctx); err == nil {
		e.Tesseract = t
	}
	if e.Model == nil && e.Tesseract == nil {
		b.log.Info("screenshots are not read: no tesseract, and no model that sees; users are asked to type the code")
		return nil
	}
	return e
}
