package zalo

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"hotro/internal/chat"
)

const nameLife = 24 * time.Hour

// named is a user's name as read at a time.
type named struct {
	name string
	at   time.Time
}

// Name returns the name a user shows on Zalo, remembered for a day. Messages
// do not carry it.
func (o *OA) Name(ctx context.Context, user chat.Address) (string, error) {
	if n, ok := o.names.Get(user.String()); ok && o.now().Sub(n.at) < nameLife {
		return n.name, nil
	}
	if anonymous(user) {
		return "", nil // a visitor has no profile
	}
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	raw, err := o.api.call(ctx, user.Bot, o.api.get("/v3.0/oa/user/detail", map[string]string{"user_id": user.Chat}))
	if err != nil {
		return "", fmt.Errorf("Zalo profile: %w", err)
	}
	var p struct {
		Name  word `json:"display_name"`
		Alias word `json:"user_alias"`
	}
	if err := json.Unmarshal(raw, &p); err != nil {
		return "", fmt.Errorf("Zalo profile: %w", err)
	}
	n := first(p.Name, p.Alias)
	o.names.Add(user.String(), named{name: n, at: o.now()})
	return n, nil
}

// About is what Zalo says of the account; a call that succeeds shows that
// token, app and account work.
type About struct {
	ID       string
	Name     string
	Verified bool
	Package  string
	Until    string // end of the package, as Zalo writes it
}

// About asks Zalo about an account; "" is the app's first.
func (o *OA) About(ctx context.Context, oa string) (About, error) {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	raw, err := o.api.call(ctx, oa, o.api.get("/v2.0/oa/getoa", struct{}{}))
	if err != nil {
		return About{}, fmt.Errorf("Zalo account: %w", err)
	}
	var a struct {
		ID       word `json:"oaid"`
		OldID    word `json:"oa_id"`
		Name     word `json:"name"`
		Verified bool `json:"is_verified"`
		Package  word `json:"package_name"`
		Until    word `json:"package_valid_through_date"`
	}
	if err := json.Unmarshal(raw, &a); err != nil {
		return About{}, fmt.Errorf("Zalo account: %w", err)
	}
	return About{ID: first(a.ID, a.OldID), Name: string(a.Name), Verified: a.Verified, Package: string(a.Package), Until: string(a.Until)}, nil
}
