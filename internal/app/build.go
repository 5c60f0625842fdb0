package app

import (
	"context"
	"fmt"
	"net"
	"path/filepath"
	"sync/atomic"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"

	"hotro/internal/bot"
	"hotro/internal/budget"
	"hotro/internal/channels"
	"hotro/internal/company"
	"hotro/internal/desk"
	"hotro/internal/desk/drafts"
	"hotro/internal/desk/forum"
	"hotro/internal/desk/presence"
	"hotro/internal/enrich"
	"hotro/internal/funnel"
	"hotro/internal/llm"
	"hotro/internal/obs"
	"hotro/internal/portrait"
	"hotro/internal/privacy"
	"hotro/internal/receipts"
	"hotro/internal/store"
	"hotro/internal/trouble"
	"hotro/internal/web/files"
	"hotro/internal/web/limit"
	"hotro/internal/web/live"
	"hotro/internal/web/ui"
	"hotro/prompts"
)

// builder holds the parts while New puts them together: each open method makes
// one of them from those before it. Nothing runs yet.
type builder struct {
	*App
	cfg     Config
	now     func() time.Time
	test    Options // what tests replace
	reg     *prometheus.Registry
	metrics *obs.Metrics

	store     Store
	budgets   *budget.Budgets
	troubles  *trouble.Board
	cutOff    atomic.Bool // nobody of staff can be reached
	unheard   atomic.Bool // a reminder of staff would be heard by nobody
	company   *company.Pack
	words     map[string]*prompts.Say
	guides    *guides
	funnel    *funnel.Funnel
	media     *files.Media
	portraits *portrait.Album
	links     *files.Links
	feed      *live.Feed
	desk      *desk.Desk
	canned    *desk.Replies
	drafts    *drafts.Drafts
	present   *presence.Room
	platforms channels.Registry
	model     *llm.Model // nil: none
	tickets   *enrich.Enricher
	renderer  *ui.Renderer
	proxies   limit.Proxies
	forum     *forum.Front // nil: no staff group
	eraser    *privacy.Eraser
	people    *privacy.People
	bot       *bot.Bot
	deliver   *channels.Deliver
	receipts  *receipts.Book
}

func newBuilder(a *App, cfg Config, o Options) *builder {
	reg := prometheus.NewRegistry()
	reg.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return &builder{App: a, cfg: cfg, now: o.Now, test: o, reg: reg, metrics: obs.NewMetrics(reg)}
}

// build makes the parts in their order, up to the first that fails.
func (b *builder) build(ctx context.Context) error {
	if b.cfg.KBDir == "" {
		go func() { _, _ = builtIn() }() // the longest part, and it waits for no disk; openGuide reports what is wrong
	}
	for _, open := range []func(context.Context) error{
		b.openListener, b.openStore, b.openBudgets, b.openCompany, b.openGuide, b.openFiles, b.openDesk, b.openPlatforms, b.openEnrichment,
		b.openLogin, b.openForum, b.openPeople, b.openBot, b.openDelivery, b.openWeb, b.openDoor, b.openAging,
	} {
		if err := open(ctx); err != nil {
			return err
		}
	}
	return nil
}

// later has something done when the program is taken down.
func (b *builder) later(name string, do func() error) { b.undo = append(b.undo, step{name, do}) }

// loop has something run beside the program.
func (b *builder) loop(name string, run func(context.Context)) {
	b.loops = append(b.loops, loop{name, run})
}

func (b *builder) openListener(ctx context.Context) error {
	ln, err := b.test.Listener, error(nil)
	if ln == nil {
		ln, err = (&net.ListenConfig{}).Listen(ctx, "tcp", b.cfg.HTTPAddr)
	}
	if err != nil {
		return fmt.Errorf("HTTP_ADDR: %w; stop what uses it or choose another, such as 127.0.0.1:0", err)
	}
	b.listener = ln
	b.later("listener", func() error { return ignoreClosed(ln.Close()) })
	b.base = b.cfg.PublicURL
	if b.base == "" {
		b.base = "http://" + ln.Addr().String()
	}
	return nil
}

func (b *builder) openStore(ctx context.Context) error {
	s, err := OpenStore(ctx, b.cfg, b.test.NoSync)
	if err != nil {
		return err
	}
	b.store = s
	b.later("store", s.Close)
	format := ""
	if err := atStart(ctx, func(ctx context.Context) (err error) { format, err = formatOf(ctx, s, b.now()); return err }); err != nil {
		return err
	}
	if format != storeFormat {
		return fmt.Errorf("the store is in format %q and this program knows %q: run the version that wrote it, "+
			"or set DATA_DIR or REDIS_URL to another store; nothing was changed", format, storeFormat)
	}
	b.openTroubles()
	u := upkeep{s, b.metrics, b.now, b.log}
	b.loop("sweep", u.sweep)
	b.loop("gauges", u.gauges)
	return nil
}

func (b *builder) openGuide(context.Context) (err error) {
	if b.guides, err = newGuides(b.cfg.KBDir, keptWeights{filepath.Join(b.cfg.DataDir, "cache"), b.log}, b.log, b.metrics); err != nil {
		return err
	}
	b.funnel = funnel.New(b.store, b.guides.kb, b.now)
	b.loop("funnel", b.funnel.Run)
	b.loop("common topics", func(ctx context.Context) { b.guides.rank(ctx, b.funnel.Often) })
	b.loop("documents", func(ctx context.Context) { b.guides.watch(ctx, 2*time.Second) })
	return nil
}

func (b *builder) openDesk(context.Context) error {
	o, err := deskOptions(b.cfg.Desk, b.words, b.store, b.now)
	if err != nil {
		return err
	}
	o.Unreached, o.Retracts, o.Reacts = b.cutOff.Load, b.platforms.Retracts, b.platforms.Reacts
	o.Nudge, o.Windows = b.nudge, b.platforms.Window
	o.Reminds = func() bool { return !b.unheard.Load() }
	b.desk = desk.New(o)
	b.canned = &desk.Replies{Values: b.store, Now: b.now, Brought: b.replies(o.Say)}
	b.drafts = &drafts.Drafts{Values: b.store, Now: b.now}
	b.present = presence.New(presence.Options{Values: b.store, Now: b.now, Outage: &obs.Outage{Log: b.log, What: "presence"}})
	return nil
}

// hand sends what a turn's commit has handed out.
func (b *builder) hand(j store.Job, marked bool) {
	b.deliver.Hand(j, marked)
	b.feed.Touch(j.Conv)
}

// nudge looks at once at what a change has put into a conversation's lanes.
func (b *builder) nudge(conv string) {
	if b.deliver != nil { // a command delivers nothing
		b.deliver.Nudge(conv)
	}
	b.feed.Touch(conv)
}
