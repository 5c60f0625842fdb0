package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"runtime/debug"
	"sync"
	"time"

	"hotro/internal/desk"
	"hotro/internal/web/login"
)

// Options are what a program is given beside its configuration. The zero
// value is production.
type Options struct {
	Log *slog.Logger     // slog.Default when nil
	Out io.Writer        // where to look, for a person; discarded when nil
	Now func() time.Time // time.Now when nil

	// For tests: what is nil or false is as in production.
	NoSync   bool         // the embedded store leaves its writing to the operating system
	Listener net.Listener // instead of HTTP_ADDR, and of any other
	HTTP     *http.Client // reaches the platforms instead of the network
}

// App is the program. New builds it, Run runs it, Close takes it down.
type App struct {
	log      *slog.Logger
	out      io.Writer
	base     string // how the world reaches us
	listener net.Listener
	server   *http.Server
	sessions *login.Sessions

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
	if o.Log == nil {
		o.Log = slog.Default()
	}
	if o.Out == nil {
		o.Out = io.Discard
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	a := &App{log: o.Log, out: o.Out}
	if err := newBuilder(a, cfg, o).build(ctx); err != nil {
		return nil, errors.Join(err, a.Close())
	}
	return a, nil
}

// URL is where the program is reached.
func (a *App) URL() string { return a.base }

// ServeHTTP answers a request as Run does, without a connection.
func (a *App) ServeHTTP(w http.ResponseWriter, r *http.Request) { a.server.Handler.ServeHTTP(w, r) }

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
	debug.FreeOSMemory() // what a start took and a run does not
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
