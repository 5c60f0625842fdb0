package visitor

import (
	"net/http"

	"hotro/internal/budget"
	"hotro/internal/channels/webchat"
)

// spend takes n of a budget for a visitor and their address.
func (p *Page) spend(r *http.Request, kind budget.Kind, id string, n int64) error {
	if p.Budget == nil {
		return nil
	}
	return p.Budget.Spend(r.Context(), kind, budget.Who{Person: webchat.Address(id).String(), Address: p.Proxies.Client(r)}, n)
}
