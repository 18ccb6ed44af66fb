// Runs before anything is drawn, so that nobody sees a flash of the wrong colours or hears the wrong language.
// A plain file, because the content security policy allows no script inside the page.
(function () {
  var root = document.documentElement;
  var kept = function (name) {
    try {
      return window.localStorage.getItem(name);
    } catch (blocked) {
      // The browser refuses storage: the page then starts with what everybody gets.
      return null;
    }
  };
  var language = kept('parkwerk.language');
  if (language === 'nl' || language === 'en') root.lang = language;
  var contrast = kept('parkwerk.contrast');
  if (window.matchMedia('(forced-colors: active)').matches) contrast = 'system';
  if (contrast && contrast !== 'standard') root.dataset.contrast = contrast;
  // The colours of a municipality: /deventer/desk is dressed by /theme/deventer.css.
  var place = /^\/([a-z0-9-]+)\/(?:desk|staff|enforcement)(?:\/|$)/.exec(window.location.pathname);
  if (place) {
    var link = document.createElement('link');
    link.id = 'municipality-theme';
    link.rel = 'stylesheet';
    link.href = '/theme/' + place[1] + '.css';
    document.head.append(link);
  }
})();
