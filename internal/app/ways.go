package app

import (
	"cmp"
	"context"
	"log/slog"
	"time"

	"hotro/internal/channels"
	"hotro/internal/channels/zalo"
)

// PlatformWay is how a user gets to the help for an error on one platform.
// Fault is why its address is not known.
type PlatformWay struct {
	Name string
	channels.Way
	Fault error
}

// Ways returns how a user gets to the help for an error, a call, or both, on
// every platform that is set up. The platforms are asked for their names.
func Ways(ctx context.Context, cfg Config, code, call string, log *slog.Logger) ([]PlatformWay, error) {
	h := channels.Host{Base: cmp.Or(cfg.PublicURL, "http://"+cfg.HTTPAddr), Now: time.Now, Log: log}
	if PlatformConfig[*zalo.Config](cfg).Enabled() { // its grant is in the store
		if s, found := doctorStore(ctx, cfg); s != nil {
			defer s.Close()
			h.Values = s
		} else if len(found) > 0 {
			log.Debug("the store can't be opened for Zalo's grant", "why", found[0].String())
		}
	}
	var out []PlatformWay
	for _, c := range cfg.Platforms {
		p, err := c.Open(h)
		if err != nil {
			return nil, err
		}
		if p.Off != "" || p.Way == nil {
			continue
		}
		one, cancel := context.WithTimeout(ctx, checkWithin)
		w, err := p.Way(one, code, call)
		cancel()
		out = append(out, PlatformWay{Name: p.Name, Way: w, Fault: err})
	}
	return out, nil
}
