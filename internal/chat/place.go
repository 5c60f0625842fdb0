package chat

import (
	"strconv"
	"strings"
)

// WithMap puts a link to the map below a place, whose words hold "lat,lon".
func WithMap(place string) string {
	for w := range strings.FieldsSeq(place) {
		if lat, lon, ok := strings.Cut(w, ","); ok && isNumber(lat) && isNumber(lon) {
			return place + "\nhttps://maps.google.com/?q=" + w
		}
	}
	return place
}

func isNumber(s string) bool {
	_, err := strconv.ParseFloat(s, 64)
	return err == nil
}
