package app

import (
	"context"
	"log/slog"
	"strings"
	"time"

	"hotro/internal/channels"
	"hotro/internal/checkup"
	"hotro/internal/kb"
	"hotro/internal/ocr"
	"hotro/internal/stringee"
)

// Doctor looks at everything the configuration names and says what is wrong
// and what to do about it. It sends nothing to users, and writes but a probe into
// the store.
func Doctor(ctx context.Context, cfg Config, log *slog.Logger) []checkup.Check {
	out := doctorDocuments(cfg)
	s, found := doctorStore(ctx, cfg)
	if s != nil {
		defer s.Close()
	}
	out = append(out, found...)
	out = append(out, doctorPlatforms(ctx, cfg, s, log)...)
	for _, look := range []func(context.Context, Config) []checkup.Check{doctorTools, doctorStringee, doctorDesk, doctorLogin} {
		one, cancel := context.WithTimeout(ctx, checkWithin)
		out = append(out, look(one, cfg)...)
		cancel()
	}
	return out
}

// checkWithin bounds each look.
const checkWithin = 15 * time.Second

func doctorDocuments(cfg Config) []checkup.Check {
	g, findings, err := kb.Compile(Documents(cfg.KBDir))
	if err != nil {
		return []checkup.Check{checkup.Bad("documents", "they do not compile: bot kb check lists why")}
	}
	where := "built in"
	if cfg.KBDir != "" {
		where = cfg.KBDir
	}
	return []checkup.Check{checkup.OK("documents", "%s: %d topics, %d articles, %d findings", where, len(g.Topics), len(g.Articles), len(findings))}
}

// doctorStore returns the store open, nil when it can't be.
func doctorStore(ctx context.Context, cfg Config) (Store, []checkup.Check) {
	ctx, cancel := context.WithTimeout(ctx, checkWithin)
	defer cancel()
	s, err := OpenStore(ctx, cfg, false)
	if err != nil {
		return nil, []checkup.Check{checkup.Bad("store", "%v", err)}
	}
	warnings, err := s.Health(ctx)
	if err != nil {
		return s, []checkup.Check{checkup.Bad("store", "%v", err)}
	}
	kind := "embedded in " + cfg.DataDir
	if cfg.RedisURL != "" {
		kind = "Redis"
	}
	out := []checkup.Check{checkup.OK("store", "%s answers", kind)}
	for _, w := range warnings {
		out = append(out, checkup.Bad("store", "%s", w))
	}
	if d, err := s.Depth(ctx); err == nil && d.Dead > 0 {
		out = append(out, checkup.Bad("store", "%d dead letters: bot dead list", d.Dead))
	}
	return s, out
}

// doctorPlatforms asks every platform about itself. s is nil when the store
// could not be opened.
func doctorPlatforms(ctx context.Context, cfg Config, s Store, log *slog.Logger) []checkup.Check {
	var out []checkup.Check
	h := channels.Host{Base: cfg.PublicURL, Now: time.Now, Log: log}
	if s != nil {
		h.Values = s
	}
	for _, c := range cfg.Platforms {
		p, err := c.Open(h)
		switch {
		case err != nil:
			out = append(out, checkup.Bad(p.Name, "%v", err))
		case p.Off != "":
			out = append(out, checkup.OK(p.Name, "off: %s", p.Off))
		case p.Check != nil:
			one, cancel := context.WithTimeout(ctx, checkWithin)
			out = append(out, p.Check(one)...)
			cancel()
		}
	}
	return out
}

func doctorTools(ctx context.Context, cfg Config) []checkup.Check {
	var out []checkup.Check
	if cfg.Model.Enabled() {
		out = append(out, checkup.OK("model", "%s", cfg.Model.Model))
	} else {
		out = append(out, checkup.OK("model", "off: no OPENAI_API_KEY and no OPENAI_BASE_URL; the bot needs none"))
	}
	langs, err := ocr.New(cfg.OCR).Available(ctx)
	if err != nil {
		return append(out, checkup.OK("ocr", "screenshots are not read: %v; users are asked to type the code", err))
	}
	out = append(out, checkup.OK("ocr", "tesseract reads screenshots (%s)", strings.Join(langs, ", ")))
	return out
}

func doctorStringee(ctx context.Context, cfg Config) []checkup.Check {
	c := stringee.New(cfg.Stringee, stringee.Options{})
	if !c.Enabled() {
		return []checkup.Check{checkup.OK("stringee", "off: calls are not looked up")}
	}
	if err := c.Check(ctx); err != nil {
		return []checkup.Check{checkup.Bad("stringee", "%v", err)}
	}
	return []checkup.Check{checkup.OK("stringee", "the keys are accepted")}
}

func doctorDesk(_ context.Context, cfg Config) []checkup.Check {
	hours, err := cfg.Desk.Work()
	if err != nil {
		return []checkup.Check{checkup.Bad("desk", "%v", err)}
	}
	note := "staff are away now"
	if hours.Open(time.Now()) {
		note = "staff are at work now"
	}
	return []checkup.Check{checkup.OK("desk", "%s; an answer is due within %s", note, cfg.Desk.SLA)}
}

// doctorLogin says how staff get in.
func doctorLogin(ctx context.Context, cfg Config) []checkup.Check {
	var out []checkup.Check
	if cfg.Desk.LoginSecret.Set() {
		out = append(out, checkup.OK("desk login", "whoever has DESK_LOGIN_SECRET is a lead; take it out once staff have a way of their own"))
	}
	switch {
	case cfg.OIDC.Issuer == "":
		out = append(out, checkup.OK("desk login", "by one-time links: /desk in the staff group, and the one printed at the start"))
	default:
		if err := cfg.OIDC.Check(ctx); err != nil {
			return append(out, checkup.Bad("desk login", "%v", err))
		}
		out = append(out, checkup.OK("desk login", "by accounts of %s", cfg.OIDC.Issuer))
	}
	return out
}
