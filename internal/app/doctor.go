package app

import (
	"context"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"hotro/internal/channels/telegram"
	"hotro/internal/channels/zalo"
	"hotro/internal/kb"
	"hotro/internal/ocr"
	"hotro/internal/stringee"
	"hotro/prompts"
)

// Check is one line of the doctor's: what was looked at, how it is, and what
// to do.
type Check struct {
	What string
	OK   bool
	Note string // what was found, or what to do
}

func (c Check) String() string {
	mark := "ok  "
	if !c.OK {
		mark = "FAIL"
	}
	return fmt.Sprintf("%s  %-10s %s", mark, c.What, c.Note)
}

// Doctor looks at everything the configuration names and says what is wrong
// and what to do about it. It changes nothing and sends nothing to users.
func Doctor(ctx context.Context, cfg Config, log *slog.Logger) []Check {
	var all []Check
	for _, look := range []func(context.Context, Config, *slog.Logger) []Check{
		doctorDocuments, doctorStore, doctorTelegram, doctorZalo, doctorTools, doctorStringee, doctorDesk,
	} {
		one, cancel := context.WithTimeout(ctx, 15*time.Second)
		all = append(all, look(one, cfg, log)...)
		cancel()
	}
	return all
}

func ok(what, format string, args ...any) Check {
	return Check{what, true, fmt.Sprintf(format, args...)}
}

func bad(what, format string, args ...any) Check {
	return Check{what, false, fmt.Sprintf(format, args...)}
}

func doctorDocuments(_ context.Context, cfg Config, _ *slog.Logger) []Check {
	g, findings, err := kb.Compile(Documents(cfg.KBDir))
	if err != nil {
		return []Check{bad("documents", "they do not compile: bot kb check lists why")}
	}
	where := "built in"
	if cfg.KBDir != "" {
		where = cfg.KBDir
	}
	return []Check{ok("documents", "%s: %d topics, %d articles, %d findings", where, len(g.Topics), len(g.Articles), len(findings))}
}

func doctorStore(ctx context.Context, cfg Config, _ *slog.Logger) []Check {
	s, err := OpenStore(ctx, cfg, false)
	if err != nil {
		return []Check{bad("store", "%v", err)}
	}
	defer s.Close()
	warnings, err := s.Health(ctx)
	if err != nil {
		return []Check{bad("store", "%v", err)}
	}
	kind := "embedded in " + cfg.DataDir
	if cfg.RedisURL != "" {
		kind = "Redis"
	}
	out := []Check{ok("store", "%s answers", kind)}
	for _, w := range warnings {
		out = append(out, bad("store", "%s", w))
	}
	if d, err := s.Depth(ctx); err == nil && d.Dead > 0 {
		out = append(out, bad("store", "%d dead letters: bot dead list", d.Dead))
	}
	return append(out, doctorGrant(ctx, cfg, s)...)
}

// doctorGrant looks at Zalo's grant, which is kept in the store.
func doctorGrant(ctx context.Context, cfg Config, s Store) []Check {
	if !cfg.Zalo.Enabled() {
		return nil
	}
	oa, err := zalo.New(cfg.Zalo, zalo.Options{KV: s})
	if err != nil {
		return []Check{bad("zalo", "%v", err)}
	}
	st, err := oa.Grant(ctx)
	if err != nil {
		return []Check{bad("zalo", "%v", err)}
	}
	if alert := st.Alert(time.Now()); alert != "" {
		return []Check{bad("zalo", "%s", alert.Words(prompts.Must("en")))}
	}
	return []Check{ok("zalo", "grant %s", st.Kind)}
}

func doctorTelegram(ctx context.Context, cfg Config, log *slog.Logger) []Check {
	if !cfg.Telegram.Enabled() {
		return []Check{ok("telegram", "off: TELEGRAM_TOKEN is not set")}
	}
	b, err := telegram.New(cfg.Telegram, telegram.Options{Log: log})
	if err != nil {
		return []Check{bad("telegram", "%v", err)}
	}
	me, err := b.Me(ctx)
	if err != nil {
		return []Check{bad("telegram", "getMe: %v", err)}
	}
	out := []Check{ok("telegram", "@%s, by %s", me.Username, cfg.Telegram.Mode)}
	if cfg.Telegram.Mode == "webhook" && !strings.HasPrefix(cfg.PublicURL, "https://") {
		out = append(out, bad("telegram", "a webhook needs PUBLIC_URL with https"))
	}
	problems, err := b.CheckStaffChat(ctx)
	if err != nil {
		return append(out, bad("staff", "%v", err))
	}
	for _, p := range problems {
		out = append(out, bad("staff", "%s", p))
	}
	if len(problems) == 0 && b.StaffChat() != "" {
		out = append(out, ok("staff", "the group %s is ready", b.StaffChat()))
	}
	return out
}

func doctorZalo(_ context.Context, cfg Config, _ *slog.Logger) []Check {
	var out []Check
	if cfg.Zalo.Enabled() && !strings.HasPrefix(cfg.PublicURL, "https://") {
		out = append(out, bad("zalo", "Zalo calls PUBLIC_URL/webhook/zalo over https only; set PUBLIC_URL"))
	}
	if cfg.ZaloBot.Enabled() && cfg.ZaloBot.Mode == "webhook" && !strings.HasPrefix(cfg.PublicURL, "https://") {
		out = append(out, bad("zalobot", "a webhook needs PUBLIC_URL with https"))
	}
	return out
}

func doctorTools(ctx context.Context, cfg Config, _ *slog.Logger) []Check {
	var out []Check
	if cfg.Model.Enabled() {
		out = append(out, ok("model", "%s", cfg.Model.Model))
	} else {
		out = append(out, ok("model", "off: no OPENAI_API_KEY and no OPENAI_BASE_URL; the bot needs none"))
	}
	langs, err := ocr.New(cfg.OCR).Available(ctx)
	if err != nil {
		return append(out, ok("ocr", "screenshots are not read: %v; users are asked to type the code", err))
	}
	out = append(out, ok("ocr", "tesseract reads screenshots (%s)", strings.Join(langs, ", ")))
	return out
}

func doctorStringee(ctx context.Context, cfg Config, _ *slog.Logger) []Check {
	c := stringee.New(cfg.Stringee, stringee.Options{})
	if !c.Enabled() {
		return []Check{ok("stringee", "off: calls are not looked up")}
	}
	if err := c.Check(ctx); err != nil {
		return []Check{bad("stringee", "%v", err)}
	}
	return []Check{ok("stringee", "the keys are accepted")}
}

func doctorDesk(_ context.Context, cfg Config, _ *slog.Logger) []Check {
	hours, err := cfg.Desk.Work()
	if err != nil {
		return []Check{bad("desk", "%v", err)}
	}
	note := "staff are away now"
	if hours.Open(time.Now()) {
		note = "staff are at work now"
	}
	return []Check{ok("desk", "%s; an answer is due within %s", note, cfg.Desk.SLA)}
}
