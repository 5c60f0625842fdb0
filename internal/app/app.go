package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"

	"hotro/internal/bot"
	"hotro/internal/channels"
	"hotro/internal/desk"
	"hotro/internal/desk/forum"
	"hotro/internal/llm"
	"hotro/internal/obs"
	"hotro/internal/receipts"
	"hotro/internal/stringee"
	"hotro/internal/web/files"
	"hotro/internal/web/live"
	"hotro/internal/web/login"
	"hotro/internal/web/ui"
)

// Options are what a program is given beside its configuration. The zero
// value is production.
type Options struct {
	Log *slog.Logger     // slog.Default when nil
	Out io.Writer        // where to look, for a person; discarded when nil
	Now func() time.Time // time.Now when nil

	// NoSync leaves the embedded store's writing to the operating system: for
	// tests.
	NoSync bool
}

// App is the program. New builds it, Run runs it, Close takes it down.
type App struct {
	cfg     Config
	log     *slog.Logger
	out     io.Writer
	now     func() time.Time
	base    string // how the world reaches us
	noSync  bool
	reg     *prometheus.Registry
	metrics *obs.Metrics

	store    Store
	model    *llm.Model // nil: none
	follow   *followUp
	guides   *guides
	funnel   *funnel
	desk     *desk.Desk
	bot      *bot.Bot
	deliver  *channels.Deliver
	feed     *live.Feed
	media    *files.Media
	links    *files.Links
	renderer *ui.Renderer
	sessions *login.Sessions
	forum    *forum.Front

	platforms channels.Registry
	receipts  *receipts.Book

	listener net.Listener
	server   *http.Server
	hooks    map[string]http.Handler

	intake []loop // stopped first: what brings work in
	loops  []loop // stopped when the intake is
	undo   []step // cleanups, last first
}

// loop is one thing that runs until its context ends.
type loop struct {
	name string
	run  func(context.Context)
}

// step is one named cleanup.
type step struct {
	name string
	do   func() error
}

// New builds the program and opens its store and its listener; nothing runs
// yet. When it fails, all that was opened is closed again.
func New(ctx context.Context, cfg Config, o Options) (*App, error) {
	a := &App{
		cfg: cfg, log: o.Log, out: o.Out, now: o.Now, noSync: o.NoSync, reg: prometheus.NewRegistry(),
		hooks: map[string]http.Handler{},
	}
	if a.log == nil {
		a.log = slog.Default()
	}
	if a.out == nil {
		a.out = io.Discard
	}
	if a.now == nil {
		a.now = time.Now
	}
	a.reg.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	a.metrics = obs.NewMetrics(a.reg)
	if err := a.open(ctx); err != nil {
		return nil, errors.Join(err, a.Close())
	}
	return a, nil
}

// open makes the parts in their order, up to the first that fails.
func (a *App) open(ctx context.Context) error {
	for _, build := range []func(context.Context) error{
		a.openListener, a.openStore, a.openGuide, a.openFiles, a.openDesk, a.openPlatforms, a.openModel, a.openLogin, a.openForum, a.openBot, a.openDelivery, a.openWeb,
	} {
		if err := build(ctx); err != nil {
			return err
		}
	}
	return nil
}

// URL is where the program is reached.
func (a *App) URL() string { return a.base }

func (a *App) later(name string, do func() error) { a.undo = append(a.undo, step{name, do}) }

func (a *App) openListener(ctx context.Context) error {
	ln, err := (&net.ListenConfig{}).Listen(ctx, "tcp", a.cfg.HTTPAddr)
	if err != nil {
		return fmt.Errorf("HTTP_ADDR: %w; stop what uses it or choose another, such as 127.0.0.1:0", err)
	}
	a.listener = ln
	a.later("listener", func() error {
		if err := ln.Close(); !errors.Is(err, net.ErrClosed) {
			return err
		}
		return nil
	})
	a.base = a.cfg.PublicURL
	if a.base == "" {
		a.base = "http://" + ln.Addr().String()
	}
	return nil
}

func (a *App) openStore(ctx context.Context) error {
	s, err := OpenStore(ctx, a.cfg, a.noSync)
	if err != nil {
		return err
	}
	a.store = s
	a.later("store", s.Close)
	format := ""
	if err := atStart(ctx, func(ctx context.Context) (err error) { format, err = formatOf(ctx, s, a.now()); return err }); err != nil {
		return err
	}
	if format != storeFormat {
		return fmt.Errorf("the store is in format %q and this program knows %q: run the version that wrote it, "+
			"or set DATA_DIR or REDIS_URL to another store; nothing was changed", format, storeFormat)
	}
	a.loops = append(a.loops, loop{"sweep", a.sweep}, loop{"gauges", a.gauges})
	return nil
}

func (a *App) openGuide(context.Context) (err error) {
	if a.guides, err = newGuides(a.cfg.KBDir, a.log, a.metrics); err != nil {
		return err
	}
	a.funnel = newFunnel(a.store, a.guides, a.now)
	a.loops = append(a.loops, loop{"funnel", a.funnel.run}, loop{"documents", func(ctx context.Context) { a.guides.watch(ctx, 2*time.Second) }})
	return nil
}

func (a *App) openDesk(context.Context) error {
	o, err := deskOptions(a.cfg, a.store, a.now)
	if err != nil {
		return err
	}
	o.Nudge = a.nudge
	a.desk = desk.New(o)
	return nil
}

// window is how long a text waits for the next one. Where webhook calls carry
// the answers it would only hold the answer up: the platform keeps a user's
// next line back until then.
func (a *App) window() time.Duration {
	if a.answersInHook() {
		return 0
	}
	return 300 * time.Millisecond
}

// nudge looks at once at what a change has put into a conversation's lanes.
func (a *App) nudge(conv string) {
	a.deliver.Nudge(conv)
	a.feed.Touch(conv)
}

// NewDesk returns a desk on a store, for commands that read tickets.
func NewDesk(cfg Config, s desk.Store, now func() time.Time) (*desk.Desk, error) {
	o, err := deskOptions(cfg, s, now)
	if err != nil {
		return nil, err
	}
	return desk.New(o), nil
}

func deskOptions(cfg Config, s desk.Store, now func() time.Time) (desk.Options, error) {
	hours, err := cfg.Desk.Work()
	if err != nil {
		return desk.Options{}, err
	}
	say, err := words()
	if err != nil {
		return desk.Options{}, err
	}
	return desk.Options{
		Store: s, Say: say["vi"], Hours: hours, SLA: cfg.Desk.SLA, Reopen: cfg.Desk.Reopen, Quiet: cfg.Desk.Quiet,
		Now: now, Canned: desk.CannedFrom(say["vi"]),
	}, nil
}

// openModel makes what may help beside the documents: a model, and Stringee's
// own records of calls.
func (a *App) openModel(context.Context) (err error) {
	if a.model, err = openModel(a.cfg, a.metrics); err != nil {
		return err
	}
	hours, err := a.cfg.Desk.Work()
	if err != nil {
		return err
	}
	a.follow = &followUp{
		desk: a.desk, calls: stringee.New(a.cfg.Stringee, stringee.Options{Now: a.now}), model: a.model, values: a.store,
		zone: hours.Location(), now: a.now, log: a.log, asked: make(chan string, 256),
	}
	if a.platforms.Names() {
		a.follow.names = a.platforms.UserName
	}
	if a.follow.enabled() {
		for range followers {
			a.loops = append(a.loops, loop{"follow-up", a.follow.run})
		}
	}
	return nil
}

func (a *App) openBot(ctx context.Context) error {
	o := bot.Options{
		Inbox: a.store, Work: a.store, Keep: a.store, Memory: a.store, Dialog: a.guides.dialog, Desk: a.desk,
		Typing: a.platforms.Typing,
		Nudge:  a.nudge, Tried: a.funnel.tried, Now: a.now, Log: a.log, Metrics: a.metrics, Window: a.window(),
		Opened: a.follow.ask,
	}
	if a.forum != nil {
		o.Staff, o.IsStaff = a.forum, a.forum.Is
	}
	if a.model.Enabled() {
		adv := newAdviser(a.model, a.guides, a.now, a.log)
		o.Chooser = adv
		a.loops = append(a.loops, loop{"model", adv.run})
		if a.model.Hears() {
			o.Voice = ears{a.model, a.media}
		}
	}
	if e := a.openEyes(ctx); e != nil {
		o.Images = e
	}
	a.bot = bot.New(o)
	a.loops = append(a.loops, loop{"turns", a.bot.Run})
	return nil
}

func (a *App) openDelivery(context.Context) error {
	a.deliver = channels.NewDeliver(channels.DeliverOptions{
		Lanes: a.store, Gate: a.store, Keep: a.store, Senders: a.platforms.Senders(), Limits: a.platforms.Limits(),
		Desk: a.staffLane(), Accept: a.bot.Accept, Now: a.now, Log: a.log, Metrics: a.metrics,
	})
	a.loops = append(a.loops, loop{"delivery", a.deliver.Run}, loop{"live", a.feed.Run})
	a.receipts = receipts.New(receipts.Options{Lines: a.store, Conversations: a.store, Nudge: a.feed.Touch, Now: a.now, Log: a.log})
	a.loops = append(a.loops, loop{"receipts", a.receipts.Run})
	a.intake = append(a.intake, a.intakeLoops()...)
	a.serveWebhooks()
	return nil
}

// drain bounds how long Run waits for what is under way when it is told to
// stop.
const drain = 25 * time.Second

// Run serves until ctx ends, then stops taking work in, finishes what is
// under way (bounded), and returns. What could not be finished is in the
// store and goes on at the next start or on another replica.
func (a *App) Run(ctx context.Context) error {
	intake, stopIntake := context.WithCancel(context.WithoutCancel(ctx))
	defer stopIntake()
	work, stopWork := context.WithCancel(context.WithoutCancel(ctx))
	defer stopWork()
	var in, out sync.WaitGroup
	for _, l := range a.loops {
		out.Go(func() { l.run(work) })
	}
	for _, l := range a.intake {
		in.Go(func() { l.run(intake) })
	}
	served := make(chan error, 1)
	go func() { served <- a.server.Serve(a.listener) }()
	a.greet(ctx)
	var err error
	select {
	case <-ctx.Done():
	case err = <-served:
	}
	a.log.Info("stopping: no new work; finishing what is under way", "within", drain)
	bound, cancel := context.WithTimeout(context.WithoutCancel(ctx), drain)
	defer cancel()
	stopIntake()
	wait(bound, &in)
	stopWork() // open pages end with the live loop, so that Shutdown does not wait for them
	if down := a.server.Shutdown(bound); down != nil {
		a.log.Warn("connections were cut", "err", down)
	}
	if !wait(bound, &out) {
		a.log.Warn("work under way was cut short; it goes on elsewhere or at the next start")
	}
	if errors.Is(err, http.ErrServerClosed) {
		err = nil
	}
	return err
}

func wait(ctx context.Context, wg *sync.WaitGroup) bool {
	done := make(chan struct{})
	go func() { wg.Wait(); close(done) }()
	select {
	case <-done:
		return true
	case <-ctx.Done():
		return false
	}
}

// Close takes down what New opened, last first.
func (a *App) Close() error {
	var errs []error
	for i := len(a.undo) - 1; i >= 0; i-- {
		if err := a.undo[i].do(); err != nil {
			errs = append(errs, fmt.Errorf("close %s: %w", a.undo[i].name, err))
		}
	}
	a.undo = nil
	return errors.Join(errs...)
}

// greet tells a person where to look. The link is good for one login.
func (a *App) greet(ctx context.Context) {
	desk, err := a.sessions.Link(ctx, staffAtStart())
	if err != nil {
		a.log.Error("no login link for the desk", "err", err)
		desk = a.base + "/desk"
	}
	fmt.Fprintf(a.out, "hotro is ready.\n  chat  %s/chat   for a user\n  desk  %s   for support staff; one login, ten minutes\n", a.base, desk)
}

// staffAtStart is whom the link printed at the start lets in.
func staffAtStart() desk.Staff {
	return desk.Staff{ID: "web:admin", Name: "Admin", Role: desk.RoleLead}
}

// sweep drops what is past its time.
func (a *App) sweep(ctx context.Context) {
	each(ctx, time.Hour, func() {
		if err := a.store.Sweep(ctx, a.now()); err != nil && ctx.Err() == nil {
			a.log.Error("sweep", "err", err)
		}
	})
}

// gauges keep the depths of the queues up to date.
func (a *App) gauges(ctx context.Context) {
	each(ctx, 15*time.Second, func() {
		d, err := a.store.Depth(ctx)
		if err != nil {
			return // the loops that need the store say so
		}
		for q, n := range map[string]int64{"inbox": d.Inbox, "user": d.User, "desk": d.Desk, "dead": d.Dead} {
			a.metrics.Queue.WithLabelValues(q).Set(float64(n))
		}
		if rows, err := a.store.Rows(ctx, true, 10000); err == nil {
			a.metrics.Open.Set(float64(len(rows)))
		}
	})
}

func each(ctx context.Context, d time.Duration, do func()) {
	tick := time.NewTicker(d)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			do()
		}
	}
}
