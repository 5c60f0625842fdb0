package app

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus/promhttp"

	"hotro/internal/web"
	"hotro/internal/web/console"
	"hotro/internal/web/login"
	"hotro/internal/web/ui"
	"hotro/internal/web/visitor"
)

// openLogin makes what the pages share: how they look, and who is let in.
func (a *App) openLogin(context.Context) error {
	work, err := a.cfg.Desk.Work()
	if err != nil {
		return err
	}
	a.renderer, err = ui.New(ui.Options{Zone: work.Location(), Secure: strings.HasPrefix(a.base, "https://")})
	if err != nil {
		return err
	}
	a.sessions, err = login.New(login.Options{
		KV: a.store, Base: a.base, Secret: a.cfg.Desk.LoginSecret, OIDC: a.cfg.OIDC, Renderer: a.renderer, Log: a.log,
	})
	return err
}

// openWeb builds all that is served by HTTP.
func (a *App) openWeb(context.Context) error {
	page, err := visitor.New(visitor.Options{
		Accept: a.bot.Accept, Transcript: a.store, Media: a.media, Feed: a.feed, Renderer: a.renderer, Log: a.log,
	})
	if err != nil {
		return err
	}
	staff, err := console.New(console.Options{
		Desk: a.desk, Sessions: a.sessions, Feed: a.feed, Media: a.media, Renderer: a.renderer, Log: a.log, Typing: a.platforms.Typing, Icon: a.platforms.Icon, Funnel: a.funnel,
	})
	if err != nil {
		return err
	}
	handler, err := web.New(web.Options{
		Webhooks: a.hooks, Ready: a.ready, Metrics: promhttp.HandlerFor(a.reg, promhttp.HandlerOpts{}),
		Files: a.links, Chat: page.Handler(), Desk: staff.Handler(), Renderer: a.renderer, Log: a.log,
	})
	if err != nil {
		return err
	}
	a.server = &http.Server{
		Handler: handler, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: time.Minute,
		IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 16 << 10,
	}
	return nil
}

// ready reports why no work should be sent here, and what is risky about how
// the store is set.
func (a *App) ready(r *http.Request) ([]string, error) {
	ctx, cancel := context.WithTimeout(r.Context(), 2*time.Second)
	defer cancel()
	warnings, err := a.store.Health(ctx)
	if err != nil {
		return nil, fmt.Errorf("store: %w", err)
	}
	return warnings, nil
}
