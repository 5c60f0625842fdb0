package app

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"syscall"
	"time"

	"hotro/internal/chat"
	"hotro/internal/web"
	"hotro/internal/web/console"
	"hotro/internal/web/limit"
	"hotro/internal/web/login"
	"hotro/internal/web/ui"
	"hotro/internal/web/visitor"
	"hotro/internal/web/widget"
)

// openLogin makes what the pages share: how they look, and who is let in.
func (b *builder) openLogin(context.Context) error {
	work, err := b.cfg.Desk.Work()
	if err != nil {
		return err
	}
	b.renderer = ui.New(ui.Options{Words: b.words, Zone: work.Location(), Secure: strings.HasPrefix(b.base, "https://")})
	tg := b.staffBot()
	b.sessions = login.New(login.Options{
		KV: b.store, Base: b.base, Secret: b.cfg.Desk.LoginSecret, OIDC: b.cfg.OIDC, Renderer: b.renderer, Now: b.now, Log: b.log,
		Proxies: b.proxies, Role: b.roleInGroup, Group: tg != nil && tg.StaffChat() != "",
	})
	return nil
}

// roleInGroup is the role of who came to the desk from the staff group, as it is
// now.
func (b *builder) roleInGroup(ctx context.Context, staff string) (role string, known bool, err error) {
	if b.forum == nil || !strings.HasPrefix(staff, chat.Telegram+":") {
		return "", false, nil
	}
	role, err = b.forum.Role(ctx, staff)
	return role, true, err
}

// openWeb builds all that is served by HTTP.
func (b *builder) openWeb(ctx context.Context) error {
	embed, err := widget.New(b.cfg.Widget, b.renderer)
	if err != nil {
		return err
	}
	page := visitor.New(visitor.Options{
		Accept: b.bot.Accept, Transcript: b.store, Media: b.media, Links: b.links, Widget: embed, Feed: b.feed, Renderer: b.renderer, Log: b.log,
		Proxies: b.proxies, Streams: connections() / 2, Budget: b.budgets, Vouches: b.vouches,
		Refused: func(what, whose string) { b.metrics.Refused.WithLabelValues(what, whose).Inc() },
		Typing: func(ctx context.Context, conv string) {
			if b.forum != nil {
				b.forum.Typing(ctx, conv)
			}
		},
	})
	staff := console.New(console.Options{
		Desk: b.desk, Tickets: b.desk.Reader, Promises: b.desk.Promises, Windows: b.platforms.Window, Canned: b.canned, Sessions: b.sessions,
		Drafts: b.drafts, Present: b.present,
		Feed: b.feed, Media: b.media, Portraits: b.portraits, Renderer: b.renderer, Now: b.now, Log: b.log,
		Typing: b.platforms.Typing, Icon: b.platforms.Icon, Funnel: b.funnel, Broken: health{b}.broken, Streams: connections() / 4, Erasures: b.people,
	})
	metrics, err := b.openMetrics(ctx)
	if err != nil {
		return err
	}
	handler := web.New(web.Options{
		Webhooks: b.webhooks(), Ready: health{b}.ready, Metrics: metrics,
		Files: b.links, Chat: page.Handler(), Desk: staff.Handler(), Widget: embed, Renderer: b.renderer, Log: b.log,
	})
	if len(b.proxies) == 0 && strings.HasPrefix(b.base, "https://") {
		b.log.Warn("TRUSTED_PROXIES is empty: all users behind the proxy at PUBLIC_URL count as one address and share its limits; name the proxy's address, such as 127.0.0.1")
	}
	b.server = newServer(handler)
	b.listener = limit.Listen(b.listener, b.proxies, connections(), min(max(2, connections()/4), 1000))
	return nil
}

// newServer returns a server that waits for nobody for ever. What needs longer
// (an upload, an event stream, a large file) asks for it.
func newServer(h http.Handler) *http.Server {
	return &http.Server{
		Handler: h, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: time.Minute, WriteTimeout: time.Minute,
		IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 16 << 10,
	}
}

// connections is how many connections there may be: what the system lets the
// process have open, but for what it needs itself.
func connections() int {
	const most = 20_000
	var open syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_NOFILE, &open); err != nil {
		return most // such a system names no limit
	}
	return int(min(open.Cur/2, most))
}

// readyWithin bounds a look whether the store takes writes.
const readyWithin = 2 * time.Second

// ready reports why no work should be sent here, and what is risky about how
// the store is set.
func (h health) ready(r *http.Request) ([]string, error) {
	ctx, cancel := context.WithTimeout(r.Context(), readyWithin)
	defer cancel()
	warnings, err := fit(ctx, h.b.store, h.b.metrics)
	if err != nil {
		return nil, fmt.Errorf("the store takes no work: %w", err)
	}
	return append(warnings, h.deaf(ctx)...), nil
}
