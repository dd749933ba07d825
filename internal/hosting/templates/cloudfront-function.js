// Written by paintbox host s3. Write it again after each build.
// For a function of CloudFront on viewer requests: routes of the application get its page.
function handler(event) {
	var request = event.request, headers = request.headers, uri = request.uri;
	var mode = headers['sec-fetch-mode'], accept = headers['accept'];
	if (/\/\.(?!well-known\/)/.test(uri)) {
		return { statusCode: 404, statusDescription: 'Not Found' };
	}
	var pages = {{.Addresses}};
	if (pages[uri] !== undefined) {
		request.uri = pages[uri];
		return request;
	}
	var navigates = mode ? mode.value === 'navigate' : accept !== undefined && accept.value.indexOf('text/html') >= 0;
	if (navigates && {{if .Shell}}!/\.({{.Extensions}})$/i.test(uri){{else}}false{{end}}) {
		request.uri = '{{at .Shell}}';
	}
	return request;
}
