package zalo

import (
	"context"

	"hotro/internal/channels"
)

// way leads to the account's chat. Zalo's addresses carry nothing into it, so
// the user writes what is wrong.
func (o *OA) way(ctx context.Context, code, call string) (channels.Way, error) {
	w := channels.Way{Write: channels.Asked(code, call)}
	a, err := o.About(ctx, "")
	if err == nil && a.ID != "" {
		w.URL = "https://zalo.me/" + a.ID
	}
	return w, err
}
