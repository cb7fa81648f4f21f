package dev.parallax.server.shell;

import io.smallrye.common.annotation.NonBlocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// Serves [Assets]: for a year under the address of their present content, else to be asked again.
@Path("/assets/{version}/{name}")
class AssetResource {
  private final Assets assets;

  AssetResource(Assets assets) {
    this.assets = assets;
  }

  @GET
  @NonBlocking
  @Operation(hidden = true)
  @Demands(activity = "keep-installation", deed = Demands.Deed.OPEN)
  public Response asset(@PathParam("version") String version, @PathParam("name") String name) {
    Assets.Asset asset =
        assets
            .find(name)
            .orElseThrow(
                () ->
                    Refused.notFound(
                        "There is no asset '%s'.".formatted(name),
                        "Pages name the assets that they use.",
                        "Open the first page."));
    String caching =
        version.equals(assets.version()) ? "public, max-age=31536000, immutable" : "no-cache";
    return Response.ok(asset.content(), asset.type()).header("Cache-Control", caching).build();
  }
}
