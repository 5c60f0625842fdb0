package zalo

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"hotro/internal/channels/httpapi"
	"hotro/internal/chat"
)

const profileLife = 24 * time.Hour

// profile is what a user shows of themselves, as read at a time.
type profile struct {
	name    string
	picture string // its address; empty where there is none
	at      time.Time
}

// Name returns the name a user shows on Zalo, remembered for a day. Messages
// do not carry it.
func (o *OA) Name(ctx context.Context, user chat.Address) (string, error) {
	p, err := o.profile(ctx, user)
	return p.name, err
}

// Picture returns the picture a user shows on Zalo, remembered for a day; a
// zero File where there is none.
func (o *OA) Picture(ctx context.Context, user chat.Address) (chat.File, error) {
	p, err := o.profile(ctx, user)
	if err != nil || p.picture == "" {
		return chat.File{}, err
	}
	return chat.File{Kind: chat.FilePhoto, Channel: chat.Zalo, Ref: p.picture}, nil
}

func (o *OA) profile(ctx context.Context, user chat.Address) (profile, error) {
	if p, ok := o.profiles.Get(user.String()); ok && o.now().Sub(p.at) < profileLife {
		return p, nil
	}
	if anonymous(user) {
		return profile{}, nil // a visitor has no profile
	}
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	raw, err := o.api.call(ctx, user.Bot, o.api.get("/v3.0/oa/user/detail", map[string]string{"user_id": user.Chat}))
	if err != nil {
		return profile{}, fmt.Errorf("Zalo profile: %w", err)
	}
	var w struct {
		Name    word `json:"display_name"`
		Alias   word `json:"user_alias"`
		Avatar  word `json:"avatar"`
		Avatars struct {
			Small word `json:"120"`
			Large word `json:"240"`
		} `json:"avatars"`
	}
	if err := httpapi.Lenient(json.Unmarshal(raw, &w)); err != nil {
		return profile{}, fmt.Errorf("Zalo profile: %w", err)
	}
	p := profile{name: first(w.Name, w.Alias), picture: first(w.Avatars.Small, w.Avatars.Large, w.Avatar), at: o.now()}
	o.profiles.Add(user.String(), p)
	return p, nil
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
