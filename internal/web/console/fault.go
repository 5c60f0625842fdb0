package console

import (
	"errors"
	"net/http"

	"hotro/internal/desk"
	"hotro/internal/web/files"
)

// fault returns the HTTP status of a failed action and the key of its message.
func fault(err error) (status int, key string) {
	var taken desk.ErrTaken
	var big *http.MaxBytesError
	switch {
	case err == nil:
		return http.StatusOK, ""
	case errors.As(err, &taken):
		return http.StatusConflict, "taken"
	case errors.Is(err, desk.ErrEnded):
		return http.StatusConflict, "ended"
	case errors.Is(err, errOld):
		return http.StatusConflict, "old"
	case errors.Is(err, errUnseen):
		return http.StatusConflict, "unseen"
	case errors.Is(err, desk.ErrUnanswered):
		return http.StatusConflict, "unanswered"
	case errors.Is(err, desk.ErrNoTicket):
		return http.StatusNotFound, "gone"
	case errors.Is(err, errNoReason):
		return http.StatusBadRequest, "no_reason"
	case errors.Is(err, desk.ErrEmpty):
		return http.StatusBadRequest, "empty"
	case errors.Is(err, desk.ErrNotYours):
		return http.StatusForbidden, "not_yours"
	case errors.Is(err, desk.ErrRetracted):
		return http.StatusConflict, "retracted"
	case errors.Is(err, desk.ErrStays):
		return http.StatusConflict, "stays"
	case errors.Is(err, desk.ErrUnderWay):
		return http.StatusConflict, "under_way"
	case errors.Is(err, desk.ErrColleagues):
		return http.StatusForbidden, "colleagues"
	case errors.Is(err, desk.ErrLeadOnly):
		return http.StatusForbidden, "lead_only"
	case errors.Is(err, errBad), errors.Is(err, desk.ErrArgument):
		return http.StatusBadRequest, "bad"
	case errors.Is(err, files.ErrFull):
		return http.StatusRequestEntityTooLarge, "full"
	case errors.As(err, &big), errors.Is(err, files.ErrTooLarge):
		return http.StatusRequestEntityTooLarge, "too_large"
	}
	return http.StatusServiceUnavailable, "broken"
}
