{
  const bar = document.querySelector("nav.portal");
  document.head.append(Object.assign(document.createElement("script"), { src: `${bar.dataset.site}/site.js` }));
}
