package zalo

import (
	"context"
	"strings"
	"time"

	"hotro/internal/channels"
	"hotro/internal/channels/zalo/oauth"
	"hotro/internal/chat"
	"hotro/internal/checkup"
	"hotro/prompts"
)

// window is Zalo's rule: an official account may write to a user without charge
// within 48 hours of the user's last message, at a charge until the seventh
// day, and not at all after that.
func window() chat.Window { return chat.Window{Free: 48 * time.Hour, Last: 7 * 24 * time.Hour} }

// Open is channels.Config: an account is called by webhook, and one replica
// keeps its grant alive.
func (c *Config) Open(h channels.Host) (channels.Platform, error) {
	p := channels.Platform{Name: chat.Zalo, Icon: "zalo"}
	if !c.Enabled() {
		p.Off = "ZALO_APP_ID is not set"
		return p, nil
	}
	oa, err := New(*c, Options{
		KV: h.Values, Files: h.Files, Link: h.Link, HTTP: h.HTTP, Now: h.Now, Log: h.Log, Count: h.Counter(chat.Zalo), Broken: h.Broken, Base: h.Base,
	})
	if err != nil {
		return p, err
	}
	p.Sender, p.Fetcher, p.Window, p.Signs = oa, oa, window(), true
	if c.Rate > 0 {
		p.Limits = channels.Limits{Overall: channels.Limit{Every: time.Minute / time.Duration(c.Rate), Burst: max(1, c.Rate/60)}, Together: true} // the app's
	}
	p.UserName, p.UserPicture = oa.Name, oa.Picture
	p.Endpoints = []channels.Endpoint{{Path: "/webhook/zalo", Webhook: oa, Taken: oa.Taken}}
	p.Routes = channels.Routes{CallbackPath: oa.Callback()}
	p.Loops = []channels.Loop{
		{Name: "grant", Lock: "zalo/grant/" + c.AppID, Run: func(ctx context.Context, _ channels.Accept) { oa.Run(ctx) }},
		{Name: "health", Run: func(ctx context.Context, _ channels.Accept) { oa.KeepHealth(ctx) }},
	}
	if h.Known != nil {
		p.Loops = append(p.Loops, channels.Loop{Name: "catch-up", Lock: "zalo/catchup/" + c.AppID, Run: func(ctx context.Context, accept channels.Accept) {
			oa.KeepUp(ctx, accept, h.Known)
		}})
	}
	p.Way = oa.way
	p.Check = func(ctx context.Context) []checkup.Check { return oa.check(ctx, h) }
	return p, nil
}

// Taken notes what the webhook brought and the store has; a call is answered
// with nothing.
func (o *OA) Taken(in []chat.Incoming) []byte {
	for _, one := range in {
		if one.Kind != chat.KindEcho {
			o.health.heard(one.From.Bot, one.At)
		}
	}
	return nil
}

// check is what bot doctor says of the account.
func (o *OA) check(ctx context.Context, h channels.Host) []checkup.Check {
	var out []checkup.Check
	if !strings.HasPrefix(h.Base, "https://") {
		out = append(out, checkup.Bad(chat.Zalo, "Zalo calls PUBLIC_URL/webhook/zalo over https only; set PUBLIC_URL"))
	}
	if h.Values == nil {
		return out // the grant is kept in the store, which has a finding of its own
	}
	for _, s := range o.api.tokens.All(ctx) {
		out = append(out, grantCheck(ctx, s, h.Now()))
	}
	noticed, err := o.Health(ctx)
	if err != nil {
		return append(out, checkup.Bad(chat.Zalo, "%v", err))
	}
	for _, advice := range noticed.Advice(h.Now()) {
		out = append(out, checkup.Bad(chat.Zalo, "%s", advice))
	}
	return out
}

// grantCheck is what bot doctor says of one account's permission.
func grantCheck(ctx context.Context, s *oauth.TokenSource, now time.Time) checkup.Check {
	st, err := s.State(ctx)
	if err != nil {
		return checkup.Bad(chat.Zalo, "%v", err)
	}
	if alert := st.Alert(now); alert != "" {
		return checkup.Bad(chat.Zalo, "%s %s", alert.Words(prompts.Must("en")), st.OA)
	}
	return checkup.OK(chat.Zalo, "grant %s %s", st.Kind, st.OA)
}
